"""Folding an office's new events into the projections, batch by batch, its cursor in the same transaction."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec
from sqlmodel import SQLModel

from counter_tui.core import streams
from counter_tui.core.event import Event
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.statements import Row
from counter_tui.store.projection import SHAPES, Shape, row_of

BATCH = 4000
"""Events in one transaction: enough for set-based writing, few enough for SQLite's one writer to wait."""

# The journal's lines were checked when they came in; only their values are wanted here.
_decode = msgspec.json.Decoder(Event).decode

_LOOKUP_CHARACTERS = 128
"""How long a looked-up text may be: four of the longest still fit PostgreSQL's index entry of 2,704 bytes."""

_REACH = (
    "SELECT c.projected, s.ingested FROM projector_cursor c JOIN office_sequence s ON s.office = c.office"
    " WHERE c.office = ?"
)

States = dict[str, streams.AnyState]


def behind(database: Database) -> list[str]:
    """Return the offices that have events which are not projected yet."""
    with database.read() as work:
        rows = work.rows(
            "SELECT s.office FROM office_sequence s JOIN projector_cursor c ON c.office = s.office"
            " WHERE c.projected < s.ingested ORDER BY s.office"
        )
    return [row[0] for row in rows]


def project(database: Database, office: str, batch: int = BATCH) -> int:
    """Project an office's next events and return how many; 0 when none wait or another process does it."""
    with database.write() as work:
        row = work.first(_REACH + " FOR UPDATE OF c SKIP LOCKED" if work.postgres else _REACH, (office,))
        if row is None:
            return 0
        projected, ingested = row
        end = min(ingested, projected + batch)
        if end <= projected:
            return 0
        # A fold sorts by itself; PostgreSQL without statistics would sort all that is left of the office.
        lines = work.rows(
            "SELECT body FROM event WHERE office = ? AND office_seq > ? AND office_seq <= ?",
            (office, projected, end),
        )
        _fold_in(work, office, [_decode(body) for (body,) in lines], end)
        work.run("UPDATE projector_cursor SET projected = ? WHERE office = ?", (end, office))
        return int(end - projected)


def start_over_when_stale(database: Database) -> bool:
    """Empty the projections when other rules folded them, so that the projector makes them anew."""
    with database.write() as work:
        stale = any(
            work.first(
                f"SELECT 1 FROM {shape.table} WHERE fold_version <> ? LIMIT 1",  # noqa: S608 - our own names
                (streams.FOLD_VERSION,),
            )
            for shape in SHAPES.values()
        )
        if stale:
            start_over(work)
    return stale


def start_over(work: Work) -> None:
    """Empty the projections and put every office's cursor to the beginning."""
    # The cursors first: whoever projects an office holds its cursor, so that neither waits for the other.
    work.run("UPDATE projector_cursor SET projected = 0")
    for shape in SHAPES.values():
        work.run(f"DELETE FROM {shape.table}")  # noqa: S608 - our own names


def rebuild(database: Database) -> int:
    """Make every office's projections anew; return how many streams have one now."""
    with database.write() as work:
        start_over(work)
    for office in behind(database):
        while project(database, office):
            pass
    with database.read() as work:
        counts = [work.rows(f"SELECT COUNT(*) FROM {shape.table}") for shape in SHAPES.values()]  # noqa: S608
    return sum(count for ((count,),) in counts)


def _fold_in(work: Work, office: str, events: Sequence[Event], end: int) -> None:
    kinds: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        kind, id_ = streams.split(event.stream)
        if kind in SHAPES:
            kinds[kind][id_].append(event)
    for kind, touched in kinds.items():
        shape = SHAPES[kind]
        stored = _stored(work, shape, office, list(touched))
        after = {id_: streams.go_on(kind, stored.get(id_), news) for id_, news in touched.items()}
        unsure = [id_ for id_, state in after.items() if state is None]
        states = {id_: state for id_, state in after.items() if state is not None}
        states.update(refolded(work, kind, office, unsure, end))
        _store(work, shape, [clipped(row_of(office, kind, state)) for state in states.values()])


def _stored(work: Work, shape: Shape, office: str, ids: Sequence[str]) -> States:
    among, value = _among(work, ids)
    rows = work.rows(
        f"SELECT id, state FROM {shape.table} WHERE office = ? AND id {among}",  # noqa: S608 - our own names
        (office, value),
    )
    return {id_: shape.decode(state) for id_, state in rows}


def refolded(work: Work, kind: str, office: str, ids: Sequence[str], end: int) -> States:
    """Return the states of whole streams from their events up to a place of the office's sequence."""
    if not ids:
        return {}
    among, value = _among(work, [f"{kind}/{id_}" for id_ in ids])
    rows = work.rows(
        f"SELECT body FROM event WHERE office = ? AND stream {among} AND office_seq <= ?",  # noqa: S608
        (office, value, end),
    )
    whole: dict[str, list[Event]] = defaultdict(list)
    for (body,) in rows:
        event = _decode(body)
        whole[streams.split(event.stream)[1]].append(event)
    folded = {id_: streams.fold(kind, events) for id_, events in whole.items()}
    return {id_: state for id_, state in folded.items() if state is not None}


def _store(work: Work, shape: Shape, rows: Sequence[Row]) -> None:
    if not work.postgres:
        work.many(shape.upsert, rows)
        return
    document = msgspec.json.encode([dict(zip(shape.columns, row, strict=True)) for row in rows])
    work.run(_set_upsert(shape), [document.decode()])


def clipped(row: Row) -> Row:
    """Shorten the look-up columns behind the state: an absurd ticket number must not stop an office."""
    shortened = (value[:_LOOKUP_CHARACTERS] if isinstance(value, str) else value for value in row[5:])
    return (*row[:5], *shortened)


def _among(work: Work, values: Sequence[str]) -> tuple[str, object]:
    """Return the condition for a column to be one of many values, and its parameter."""
    if work.postgres:
        return "= ANY(?)", list(values)
    return "IN (SELECT value FROM json_each(?))", msgspec.json.encode(values).decode()


@cache
def _set_upsert(shape: Shape) -> str:
    """Return PostgreSQL's statement that upserts many rows at once, given as one JSON document.

    An array for each column would do the same, but its texts are escaped in Python: a third of the speed.
    """
    columns = SQLModel.metadata.tables[shape.table].columns
    types = ", ".join(f"{name} {columns[name].type.compile()}" for name in shape.columns)
    changes = ", ".join(f"{name} = excluded.{name}" for name in shape.columns[2:])
    names = ", ".join(shape.columns)
    return (
        f"INSERT INTO {shape.table} ({names}) SELECT {names} FROM json_to_recordset(?) AS row({types})"  # noqa: S608
        f" ON CONFLICT (office, id) DO UPDATE SET {changes}"
    )
