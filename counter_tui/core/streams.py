"""Which fold belongs to which stream, for the store that keeps their results."""

from collections.abc import Iterable
from typing import Any

from counter_tui.core.application import APPLICATIONS, ApplicationState
from counter_tui.core.business_day import DAYS, DayState
from counter_tui.core.event import Event
from counter_tui.core.folding import Machine
from counter_tui.core.paper import PAPERS, PaperState
from counter_tui.core.station import COUNTERS, CounterState
from counter_tui.core.ticket import TICKETS, TicketState

FOLD_VERSION = 3
"""Raised whenever a fold may give another state for the same events: projections are then rebuilt."""

AnyState = TicketState | ApplicationState | CounterState | DayState | PaperState

MACHINES: dict[str, Machine[Any]] = {
    "ticket": TICKETS,
    "application": APPLICATIONS,
    "counter": COUNTERS,
    "day": DAYS,
    "paper": PAPERS,
}


def split(stream: str) -> tuple[str, str]:
    """Return kind and id of a stream: (`ticket`, `0198…`); both empty for a name without an id.

    Such a name is kept and forwarded like any other, but no fold belongs to it.
    """
    kind, _slash, identity = stream.partition("/")
    return (kind, identity) if identity else ("", "")


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


def go_on(kind: str, state: AnyState | None, events: Iterable[Event]) -> AnyState | None:
    """Return the state after several more events of a stream, as `apply` does after one.

    Many at once are folded faster than one after the other.
    """
    machine = MACHINES.get(kind)
    if machine is None:
        return None
    after: AnyState | None = machine.go_on(state, events)
    return after
