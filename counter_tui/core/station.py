"""A counter (*loket*) by its stream `counter/<device>`: open, paused or closed, and what it serves."""

from collections.abc import Iterable

import msgspec

from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Changes, Handler, Machine, StreamState

OPEN = "open"
PAUSED = "paused"
CLOSED = "closed"

Serves = tuple[tuple[str, int], ...]
"""Pairs of service code and visit, counted from 1; empty means everything."""


class CounterState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """One device as a counter; its id is the device's."""

    counter: str = ""
    serves: Serves = ()
    actor: str = ""
    since: int | None = None
    """When it took its present status, in UTC milliseconds."""


class Opened(msgspec.Struct, frozen=True):
    """`counter.opened`: under which label, serving what."""

    counter: str = ""
    serves: Serves = ()


class ServesChanged(msgspec.Struct, frozen=True):
    """`counter.serves_changed`: what it serves from now on."""

    serves: Serves = ()


class Nothing(msgspec.Struct, frozen=True):
    """An event that says all by its type."""


def _open(_state: CounterState, opened: Opened, event: Event) -> Changes:
    return {
        "status": OPEN,
        "counter": opened.counter,
        "serves": opened.serves,
        "actor": event.actor,
        "since": event.at,
    }


def _pause(_state: CounterState, _nothing: Nothing, event: Event) -> Changes:
    return {"status": PAUSED, "actor": event.actor, "since": event.at}


def _close(_state: CounterState, _nothing: Nothing, event: Event) -> Changes:
    return {"status": CLOSED, "actor": event.actor, "since": event.at}


def _serve(_state: CounterState, changed: ServesChanged, _event: Event) -> Changes:
    return {"serves": changed.serves}


PAYLOADS: dict[str, type[msgspec.Struct]] = {
    "counter.opened": Opened,
    "counter.paused": Nothing,
    "counter.closed": Nothing,
    "counter.serves_changed": ServesChanged,
}

TRANSITIONS: dict[tuple[str, str], Handler[CounterState]] = {
    (UNKNOWN, "counter.opened"): _open,
    (OPEN, "counter.opened"): _open,
    (PAUSED, "counter.opened"): _open,
    (CLOSED, "counter.opened"): _open,
    (OPEN, "counter.paused"): _pause,
    (OPEN, "counter.closed"): _close,
    (PAUSED, "counter.closed"): _close,
    (OPEN, "counter.serves_changed"): _serve,
    (PAUSED, "counter.serves_changed"): _serve,
    (CLOSED, "counter.serves_changed"): _serve,
}
"""(status, event type) to what it does; opening again also ends a pause."""

COUNTERS = Machine(CounterState, PAYLOADS, TRANSITIONS)


def apply(state: CounterState | None, event: Event) -> CounterState | None:
    """Return the counter after one more event, or None when it must be folded whole."""
    return COUNTERS.apply(state, event)


def fold(events: Iterable[Event]) -> CounterState | None:
    """Return the counter that this set of events makes; None for none."""
    return COUNTERS.fold(events)
