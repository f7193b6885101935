"""The folded state of each stream, kept beside the journal in the same transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from counter_tui.core import streams
from counter_tui.core.application import ApplicationState
from counter_tui.core.business_day import DayState
from counter_tui.core.contradictions import listed
from counter_tui.core.event import Event, order_key
from counter_tui.core.station import CounterState
from counter_tui.core.ticket import CLOSED, TicketState
from counter_tui.store.driver import Connection

Row = tuple[Any, ...]

read_event: Callable[[str], Event] = msgspec.json.Decoder(Event).decode
"""Reads a line that the journal accepted; whether it is canonical was checked when it came in."""

_encode = msgspec.json.Encoder().encode
_APPLICATION_OPEN = frozenset({"unknown", "open", "ready", "deferred", "incomplete"})
HEAD = ("office", "id", "hlc", "fold_version", "state")
"""What the row of every kind begins with; all that follows is there to be searched."""
_EVENTS = "SELECT body FROM event WHERE office = ? AND stream = ?"


class Shape(NamedTuple):
    """One kind's table: which columns its states give, and the statements compiled for it once."""

    table: str
    columns: tuple[str, ...]
    values: Callable[[Any], Row]
    decode: Callable[[str], Any]
    select: str
    upsert: str
    renew: str
    """Sets hlc, fold version and state by rowid, where all else is right: no index is touched."""


def _shape(table: str, state: type, columns: tuple[str, ...], values: Callable[[Any], Row]) -> Shape:
    names = (*HEAD, *columns)
    places = ", ".join("?" * len(names))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names[2:])
    return Shape(
        table,
        names,
        values,
        msgspec.json.Decoder(state).decode,
        f"SELECT state FROM {table} WHERE office = ? AND id = ?",  # noqa: S608 - our own names
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places}) "  # noqa: S608 - our own names
        f"ON CONFLICT (office, id) DO UPDATE SET {changes}",
        f"UPDATE {table} SET hlc = ?, fold_version = ?, state = ? WHERE rowid = ?",  # noqa: S608 - our own name
    )


def _needs_a_look(state: TicketState | ApplicationState) -> bool:
    """Tell whether it belongs on *Perlu diperiksa*; what was decided about does not."""
    return state.attention or any(listed(state))


def is_open(application: ApplicationState) -> bool:
    """Tell whether an application is still under way."""
    return application.status in _APPLICATION_OPEN


def _ticket(state: TicketState) -> Row:
    is_open = state.status not in CLOSED
    return (
        state.site,
        state.business_day,
        state.number,
        state.status,
        state.counter,
        is_open,
        _needs_a_look(state),
        state.closed_at,
    )


def _application(state: ApplicationState) -> Row:
    return (
        state.ticket,
        state.number,
        state.service,
        state.status,
        is_open(state),
        _needs_a_look(state),
        any(handover.signed_at is None for handover in state.handovers),
        state.ready_at,
        state.closed_at,
    )


def _counter(state: CounterState) -> Row:
    return (state.counter, state.status)


def _day(state: DayState) -> Row:
    return (state.site, state.business_day, state.status == "open")


SHAPES = {
    "ticket": _shape(
        "ticket",
        TicketState,
        ("site", "business_day", "number", "status", "counter", "open", "flagged", "closed_at"),
        _ticket,
    ),
    "application": _shape(
        "application",
        ApplicationState,
        ("ticket", "number", "service", "status", "open", "flagged", "unsigned", "ready_at", "closed_at"),
        _application,
    ),
    "counter": _shape("counter", CounterState, ("counter", "status"), _counter),
    "day": _shape("day", DayState, ("site", "business_day", "open"), _day),
}
"""Kind of stream to its table."""


def row_of(office: str, kind: str, state: streams.AnyState) -> Row:
    """Return a projection's row in the order of its shape's `columns`; the centre writes the same rows."""
    head = (office, state.id, state.high, streams.FOLD_VERSION, _encode(state).decode())
    return head + SHAPES[kind].values(state)


def load(connection: Connection, office: str, stream: str) -> streams.AnyState | None:
    """Return a stream's folded state; None for an unknown stream or a kind that has none.

    A kind without a table of its own (a paper's few events) is folded as it is asked for.
    """
    kind, identity = streams.split(stream)
    shape = SHAPES.get(kind)
    if shape is None:
        known = kind in streams.MACHINES
        return streams.fold(kind, journal_events(connection, office, stream)) if known else None
    row = connection.execute(shape.select, (office, identity)).fetchone()
    state: streams.AnyState | None = shape.decode(row[0]) if row else None
    return state


def advance(connection: Connection, event: Event) -> None:
    """Bring a stream's projection up to an event that the journal already holds."""
    _go_on(connection, event.office, event.stream, (event,))


def advance_all(connection: Connection, events: Iterable[Event]) -> None:
    """Bring the projections up to events of many streams that the journal already holds."""
    touched: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        touched[event.stream].append(event)
    for stream, news in touched.items():
        _go_on(connection, connection.office, stream, news)


def _go_on(connection: Connection, office: str, stream: str, news: Sequence[Event]) -> None:
    """Apply events to the kept state where they sort last; otherwise fold the stream whole."""
    kind = streams.split(stream)[0]
    if kind not in SHAPES:
        return
    state = load(connection, office, stream)
    after = streams.go_on(kind, state, news) if state is not None else None
    if state is None or after is None:
        refold(connection, office, stream)
    else:
        _update(connection, kind, state, after)


def _update(connection: Connection, kind: str, old: streams.AnyState, new: streams.AnyState) -> None:
    """Write only what changed: a column that is set moves its indexes' entries even to the same place."""
    shape = SHAPES[kind]
    before, after = shape.values(old), shape.values(new)
    changed = tuple(place for place, value in enumerate(after) if value != before[place])
    values = [after[place] for place in changed]
    head = (new.high, streams.FOLD_VERSION, _encode(new).decode())
    connection.execute(_update_text(kind, changed), (*head, *values, new.office, new.id))


@cache
def _update_text(kind: str, changed: tuple[int, ...]) -> str:
    shape = SHAPES[kind]
    names = ("hlc", "fold_version", "state", *(shape.columns[len(HEAD) + place] for place in changed))
    changes = ", ".join(f"{name} = ?" for name in names)
    return f"UPDATE {shape.table} SET {changes} WHERE office = ? AND id = ?"  # noqa: S608 - our own names


def refold(connection: Connection, office: str, stream: str) -> None:
    """Fold a stream from the journal and keep the result."""
    kind, identity = streams.split(stream)
    if kind not in SHAPES:
        return
    state = streams.fold(kind, journal_events(connection, office, stream))
    if state is None:
        delete = f"DELETE FROM {SHAPES[kind].table} WHERE office = ? AND id = ?"  # noqa: S608 - our own names
        connection.execute(delete, (office, identity))
    else:
        connection.execute(SHAPES[kind].upsert, row_of(office, kind, state))


def journal_events(connection: Connection, office: str, stream: str) -> list[Event]:
    """Return a stream's events from the journal, in no promised order."""
    return [read_event(body) for (body,) in connection.execute(_EVENTS, (office, stream))]


def events_named(conn: Connection, ids: Sequence[str]) -> list[Event]:
    """Return the events of these ids that are here, in the order of a fold."""
    places = ", ".join("?" * len(ids))
    rows = conn.execute(
        f"SELECT body FROM event WHERE office = ? AND id IN ({places})",  # noqa: S608 - places only
        (conn.office, *ids),
    )
    return sorted((read_event(body) for (body,) in rows), key=order_key)
