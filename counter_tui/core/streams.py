"""Which fold belongs to which stream, for the store that keeps their results.

The kind of a stream is what stands before the first `/` of its name.
"""

from collections.abc import Iterable
from typing import Any

from counter_tui.core.application import APPLICATIONS, ApplicationState
from counter_tui.core.business_day import DAYS, DayState
from counter_tui.core.event import Event
from counter_tui.core.folding import Machine, StreamState
from counter_tui.core.station import COUNTERS, CounterState
from counter_tui.core.ticket import TICKETS, TicketState

FOLD_VERSION = 1
"""Raised whenever a fold may give another state for the same events: projections are then rebuilt."""

AnyState = TicketState | ApplicationState | CounterState | DayState

MACHINES: dict[str, Machine[Any]] = {
    "ticket": TICKETS,
    "application": APPLICATIONS,
    "counter": COUNTERS,
    "day": DAYS,
}

STATES: dict[str, type[StreamState]] = {kind: machine.state for kind, machine in MACHINES.items()}
"""Kind to the type of its state, for reading a projection back."""


def kind_of(stream: str) -> str:
    """Return the kind of a stream: `ticket` for `ticket/0198…`."""
    return stream.partition("/")[0]


def fold(kind: str, events: Iterable[Event]) -> AnyState | None:
    """Return the state of one stream's events; None for no events or a kind not known here."""
    machine = MACHINES.get(kind)
    if machine is None:
        return None
    state: AnyState | None = machine.fold(events)
    return state


def apply(kind: str, state: AnyState | None, event: Event) -> AnyState | None:
    """Return the state after one more event, or None when the caller must `fold` the whole stream.

    None comes for an undo, for an event that does not sort after everything seen, and for a repeated
    one. For a kind not known here it is None too: such streams have no state (`kind in MACHINES`).
    """
    machine = MACHINES.get(kind)
    if machine is None:
        return None
    after: AnyState | None = machine.apply(state, event)
    return after
