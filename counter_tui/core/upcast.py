"""How data written by an older program is read today: each step lifts one version by one.

A new version of an event type raises its entry in `NEWEST` and adds the step from the version before.
"""

from collections.abc import Callable, Mapping
from typing import Any

Data = dict[str, Any]
Lift = Callable[[Data], Data]

NEWEST: dict[str, int] = {}
"""The newest known version of each event type; a type that is not named stands at 1."""

STEPS: dict[tuple[str, int], Lift] = {}
"""(event type, version) to the function that lifts its data to the next version."""


def newest_data(kind: str, version: int, data: Data, steps: Mapping[tuple[str, int], Lift] = STEPS) -> Data:
    """Return an event's data in its newest shape, leaving the stored data untouched."""
    while steps and (lift := steps.get((kind, version))) is not None:
        data = lift(data)
        version += 1
    return data
