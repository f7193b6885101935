"""Giving an office's events to its devices, in the order of its gapless sequence."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import INT64
from counter_tui.store.central.cursor import MARK_CHARACTERS, Cursor, RestoredDatabase
from counter_tui.store.central.database import Database
from counter_tui.store.central.statements import Row, Statements

WINDOW = 20_000
"""How many places of the sequence one page looks through, so that each page is soon there."""

LATEST = 2_000
"""So many of the last places a bootstrap brings whatever their age: any clock here may have been wrong."""


class Own(NamedTuple):
    """The caller's own chain, whose events it has already: its device and epoch (0: leave nothing out)."""

    device: str
    epoch: int

    @property
    def left_out(self) -> tuple[str, int]:
        """The chain whose events are not given; that of no device where the caller names no possible one."""
        return (self.device, self.epoch) if 0 < self.epoch <= INT64 else ("", 0)


class Page(NamedTuple):
    """Exact event lines, the cursor behind them, and the signed heads of their chains.

    `records` is how far the office's records are given out in the same moment.
    """

    lines: list[bytes]
    cursor: Cursor
    more: bool
    heads: list[SignedHead]
    records: int


class Reach(NamedTuple):
    """How far an office's sequences are given out, and how far its events are projected."""

    ingested: int
    records: int
    projected: int


def reach(work: Statements, office: str) -> Reach:
    """Return how far an office has come; zeros for one that is unknown."""
    row = work.first(
        "SELECT s.ingested, s.records, COALESCE(c.projected, 0) FROM office_sequence s"
        " LEFT JOIN projector_cursor c ON c.office = s.office WHERE s.office = ?",
        (office,),
    )
    return Reach(*row) if row else Reach(0, 0, 0)


def page(database: Database, cursor: Cursor, own: Own, limit: int) -> Page:
    """Return the events behind a cursor, at most `limit`; raises RestoredDatabase for one of lost time."""
    with database.read() as work:
        extent = reach(work, cursor.office)
        if max(cursor.at, cursor.until) > extent.ingested or _mark(work, cursor) not in ("", cursor.mark):
            raise RestoredDatabase
        if cursor.bootstrapping:
            rows, end = _picture(work, cursor, own, extent.projected, limit)
        else:
            rows, end = _following(work, cursor, own, extent.ingested, limit)
        heads = _heads(work, cursor.office, {(row[1], row[2]) for row in rows})
        behind = cursor if end == cursor.at else _moved(work, cursor, rows, end)
    return Page([row[3].encode() for row in rows], behind, end < extent.ingested, heads, extent.records)


def _moved(work: Statements, cursor: Cursor, rows: Sequence[Row], end: int) -> Cursor:
    moved = replace(cursor, at=end)
    found = rows[-1][4][:MARK_CHARACTERS] if rows and rows[-1][0] == end else _mark(work, moved)
    return replace(moved, mark=found)


_EVENTS = (
    "SELECT office_seq, device, epoch, body, hash FROM event e"
    " WHERE office = ? AND office_seq > ? AND office_seq <= ?"
)
_OTHERS = " AND NOT (device = ? AND epoch = ?)"
_ORDER = " ORDER BY office_seq LIMIT ?"
_SAME = "SELECT 1 FROM event t WHERE t.office = e.office AND t.stream = e.stream"
_WANTED = (
    f" AND (EXISTS ({_SAME} AND t.hlc >= ?)"  # noqa: S608 - our own names
    # What is not projected yet may have opened its stream, and the last places are given in any case.
    f" OR EXISTS ({_SAME} AND t.office_seq > ?)"
    " OR EXISTS (SELECT 1 FROM ticket t WHERE t.office = e.office AND t.id = substr(e.stream, 8) AND t.open)"
    " OR EXISTS (SELECT 1 FROM application t WHERE t.office = e.office AND t.id = substr(e.stream, 13)"
    " AND t.open)"
    " OR EXISTS (SELECT 1 FROM day t WHERE t.office = e.office AND t.id = substr(e.stream, 5) AND t.open))"
)


def _mark(work: Statements, cursor: Cursor) -> str:
    """Return the mark of the event at a cursor's place; empty where it is not held (a hub prunes)."""
    # As a range, like every page: for one place PostgreSQL may read the whole office by another index.
    row = work.first(_EVENTS + _ORDER, (cursor.office, cursor.at - 1, cursor.at, 1))
    return str(row[4])[:MARK_CHARACTERS] if row else ""


def _following(
    work: Statements, cursor: Cursor, own: Own, ingested: int, limit: int
) -> tuple[list[Row], int]:
    end = min(ingested, cursor.at + WINDOW)
    values = (cursor.office, cursor.at, end, *own.left_out, limit)
    rows = work.rows(_EVENTS + _OTHERS + _ORDER, values)
    return rows, rows[-1][0] if len(rows) == limit else end


def _picture(work: Statements, cursor: Cursor, own: Own, projected: int, limit: int) -> tuple[list[Row], int]:
    end = min(cursor.until, cursor.at + WINDOW)
    before = min(projected, cursor.until - LATEST)
    values = (cursor.office, cursor.at, end, *own.left_out, cursor.since, before, limit)
    rows = work.rows(_EVENTS + _OTHERS + _WANTED + _ORDER, values)
    return rows, rows[-1][0] if len(rows) == limit else end


def _heads(work: Statements, office: str, chains: set[tuple[str, int]]) -> list[SignedHead]:
    if not chains:
        return []
    rows = work.rows(
        "SELECT office, device, epoch, seq, hash, signature FROM signed_head WHERE office = ?"
        " ORDER BY device, epoch",
        (office,),
    )
    return [_signed(row) for row in rows if (row[1], row[2]) in chains]


def _signed(row: Row) -> SignedHead:
    office, device, epoch, seq, hash_, signature = row
    return SignedHead(office=office, device=device, epoch=epoch, seq=seq, hash=hash_, signature=signature)
