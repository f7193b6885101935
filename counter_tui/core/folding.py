"""How a set of events becomes a state: sorted, each id once, undone ones left out, nothing raised.

A `Machine` is one kind of stream: its payload types, its table of transitions, and what remains of
events that fit nowhere. Folding is pure and total: the same set gives the same state in any order of
arrival, and no event, however odd, makes it fail.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from counter_tui.core.contradictions import Check, Flag, flagged
from counter_tui.core.event import Event, order_key
from counter_tui.core.upcast import NEWEST, newest_data

UNDO = "undo"
UNKNOWN = "unknown"
"""The status of a stream whose first event has not arrived yet."""


class LastAction(msgspec.Struct, frozen=True, gc=False):
    """The newest event that still counts, which `u` may take back.

    `cause` is the id of the primary event when this one was written beside it: undo names that one.
    """

    event: str
    type: str
    at: int
    actor: str
    device: str
    cause: str = ""


class StreamState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every folded stream knows about itself.

    `high` is the highest HLC in the stream, `undone` the ids that an undo named, `attention` says that
    a newer program wrote here, so that this one must not act on the stream until it is upgraded. `flags`
    are all contradictions, `checks` what was decided about them (see `contradictions.listed`).
    """

    id: str = ""
    office: str = ""
    site: str = ""
    status: str = UNKNOWN
    flags: tuple[Flag, ...] = ()
    checks: tuple[Check, ...] = ()
    last: LastAction | None = None
    high: int = 0
    undone: tuple[str, ...] = ()
    attention: bool = False


State = TypeVar("State", bound=StreamState)
Changes = dict[str, Any]
Handler = Callable[[State, Any, Event], Changes]
"""Takes the state, the checked payload and the event; returns the fields that change, in a new dict."""


class Machine(Generic[State]):
    """One kind of stream.

    `payloads` names each known event type and the shape of its data. `transitions` holds every
    (status, event type) that fits. `misfits` says what an event that fits nowhere still changes, which
    is never a position; without an entry it is only flagged. `remains` says what an undone event leaves.
    """

    def __init__(
        self,
        state: type[State],
        payloads: Mapping[str, type[msgspec.Struct]],
        transitions: Mapping[tuple[str, str], Handler[State]],
        misfits: Mapping[str, Handler[State]] | None = None,
        remains: Mapping[str, Handler[State]] | None = None,
    ) -> None:
        self.state = state
        self.payloads = payloads
        self.transitions = transitions
        self.misfits = misfits or {}
        self.remains = remains or {}

    def fold(self, events: Iterable[Event]) -> State | None:
        """Return the state of these events, or None when there are none."""
        ordered = sorted(events, key=order_key)
        if not ordered:
            return None
        undone = _targets(ordered)
        state = self._empty(ordered[0])
        seen: set[str] = set()
        for event in ordered:
            if event.id in seen or event.type == UNDO:
                continue
            seen.add(event.id)
            state = replace(state, **self._changes(state, event, undone))
        return replace(state, high=ordered[-1].hlc, undone=tuple(sorted(undone)))

    def apply(self, state: State | None, event: Event) -> State | None:
        """Return the state after one more event, or None when only a whole fold can tell.

        A fold is needed for an undo, and for an event that does not sort after all that the state has
        seen; a repeated event is one of these.
        """
        if state is None:
            return self.fold([event])
        if event.hlc <= state.high or event.type == UNDO:
            return None
        return replace(state, high=event.hlc, **self._changes(state, event, state.undone))

    def go_on(self, state: State | None, events: Iterable[Event]) -> State | None:
        """Return the state after several more events, or None when only a whole fold can tell (see `apply`).

        Without a state there must have been no events before these.
        """
        if state is None:
            return self.fold(events)
        for event in sorted(events, key=order_key):
            after = self.apply(state, event)
            if after is None:
                return None
            state = after
        return state

    def _empty(self, first: Event) -> State:
        return self.state(id=first.stream.partition("/")[2], office=first.office, site=first.site)

    def _changes(self, state: State, event: Event, undone: Collection[str]) -> Changes:
        shape = self.payloads.get(event.type)
        if shape is None:
            return {}
        cause = event.data.get("cause")
        origin = cause if isinstance(cause, str) else ""
        remains = None
        if undone and (event.id in undone or origin in undone):
            remains = self.remains.get(event.type)
            if remains is None:
                return {}
        if event.v > NEWEST.get(event.type, 1):
            return {"attention": True}
        try:
            payload = msgspec.convert(newest_data(event.type, event.v, event.data), shape)
        except msgspec.ValidationError:
            return {"flags": flagged(state, "unreadable", event)}
        if remains is not None:
            return remains(state, payload, event)
        handler = self.transitions.get((state.status, event.type))
        if handler is None:
            handler = self.misfits.get(event.type, _misfit)
        changes = handler(state, payload, event)
        changes["last"] = LastAction(event.id, event.type, event.at, event.actor, event.device, origin)
        return changes


def _misfit(state: StreamState, _payload: object, event: Event) -> Changes:
    return {"flags": flagged(state, "misfit", event)}


def _targets(events: Iterable[Event]) -> set[str]:
    targets = (event.data.get("target") for event in events if event.type == UNDO)
    return {target for target in targets if isinstance(target, str)}
