"""Which events of a stream still count."""

from collections.abc import Iterable

from counter_tui.core.event import Event, order_key
from counter_tui.core.folding import UNDO


def standing(events: Iterable[Event]) -> list[Event]:
    """Return the events that are neither an undo nor undone, themselves or with their cause, in order."""
    ordered = sorted(events, key=order_key)
    gone = {event.data.get("target") for event in ordered if event.type == UNDO}
    return [
        event
        for event in ordered
        if event.type != UNDO and event.id not in gone and event.data.get("cause") not in gone
    ]
