"""Records at the centre: which version stands, in the order of their own gapless sequence per office."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from counter_tui.core.record import Record, Standing, encode, supersedes
from counter_tui.store import records as record_rows
from counter_tui.store.central.cursor import Cursor, RestoredDatabase
from counter_tui.store.central.database import Database
from counter_tui.store.central.ingest import lock_office
from counter_tui.store.central.pull import reach
from counter_tui.store.central.statements import Statements

_FIELDS = record_rows.COLUMNS
_COLUMNS = ("office", *_FIELDS.split(", "), "pending", "office_seq")
_UPSERT = (
    f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - our names
    " ON CONFLICT (office, kind, id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[3:])
)

# A closed application's applicant, and what was written long ago about one, is nobody's work any more;
# that something was erased is always told, because the caller may still have it.
_WANTED = (
    " AND (standing = 'erased' OR NOT (kind = 'applicant' AND EXISTS (SELECT 1 FROM application a"
    " WHERE a.office = record.office AND a.id = record.id AND NOT a.open AND a.hlc < ?))"
    " AND NOT (kind IN ('collector', 'note') AND hlc < ?))"
)
_INDEXED_CHARACTERS = 128
"""How long kind, id and look-up text may be: PostgreSQL refuses index entries above 2,704 bytes."""
_SEARCH_CHARACTERS = 512


class RecordPage(NamedTuple):
    """Record lines, the cursor behind them and whether more wait."""

    lines: list[bytes]
    cursor: Cursor
    more: bool


def put(work: Statements, office: str, records: Iterable[Record]) -> int:
    """Store those versions that supersede what is there and return how many did; the rest is known."""
    lock_office(work, office)
    first = number = reach(work, office).records
    for record in records:
        if not supersedes(record, find(work, office, record.kind, record.id)):
            continue
        number += 1
        work.run(_UPSERT, (*record_rows.row_of(office, record, pending=False), number))
    if number > first:
        work.run("UPDATE office_sequence SET records = ? WHERE office = ?", (number, office))
    return number - first


def find(work: Statements, office: str, kind: str, id_: str) -> Record | None:
    """Return the standing version of a record, whatever its standing."""
    row = work.first(
        f"SELECT {_FIELDS} FROM record WHERE office = ? AND kind = ? AND id = ?",  # noqa: S608 - our own names
        (office, kind, id_),
    )
    return record_rows.parse(row) if row else None


def living(work: Statements, office: str, kind: str) -> list[Record]:
    """Return the living records of a kind, the oldest first."""
    rows = work.rows(
        f"SELECT {_FIELDS} FROM record WHERE office = ? AND kind = ? AND standing = 'live'"  # noqa: S608
        " ORDER BY office_seq",
        (office, kind),
    )
    return [record_rows.parse(row) for row in rows]


def page(database: Database, cursor: Cursor, limit: int) -> RecordPage:
    """Return the records behind a cursor, at most `limit`; raises RestoredDatabase for one of lost time."""
    with database.read() as work:
        given = reach(work, cursor.office).records
        if max(cursor.at, cursor.until) > given:
            raise RestoredDatabase
        until = cursor.until if cursor.bootstrapping else given
        wanted = _WANTED if cursor.bootstrapping else ""
        values: list[object] = [cursor.office, cursor.at, until]
        values += [cursor.since, cursor.since] if wanted else []
        rows = work.rows(
            f"SELECT office_seq, {_FIELDS} FROM record WHERE office = ? AND office_seq > ?"  # noqa: S608
            f" AND office_seq <= ?{wanted} ORDER BY office_seq LIMIT ?",
            [*values, limit],
        )
    end = rows[-1][0] if len(rows) == limit else until
    return RecordPage(
        [encode(record_rows.parse(row[1:])) for row in rows], replace(cursor, at=end), end < given
    )


def well_formed(record: Record) -> bool:
    """Return whether a foreign record can be stored: short keys, numbers within 64 bits, a real day."""
    keys = (record.kind, record.id, record.device, record.lookup)
    if max(map(len, keys)) > _INDEXED_CHARACTERS or len(record.search) > _SEARCH_CHARACTERS:
        return False
    if not record.kind or not record.id or any("\0" in text for text in (*keys, record.search)):
        return False
    if not (0 <= record.rev < 2**63 and 0 <= record.hlc < 2**63):
        return False
    if record.day:
        try:
            datetime.date.fromisoformat(record.day)
        except ValueError:
            return False
    return record.standing is not Standing.ERASED or not record.data
