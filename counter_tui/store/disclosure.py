"""Everything that this file holds on one applicant: records, events, papers."""

from typing import NamedTuple

from counter_tui.core import clock
from counter_tui.core.event import Event, order_key
from counter_tui.core.record import Record, Standing
from counter_tui.store import projection, records
from counter_tui.store.driver import Connection

_APPLICANT = f"SELECT {records.COLUMNS} FROM record WHERE office = ? AND kind = 'applicant' AND id = ?"  # noqa: S608
_ABOUT = (
    f"SELECT {records.COLUMNS} FROM record WHERE office = ? AND kind = ? AND standing = 'live' AND EXISTS "  # noqa: S608
    "(SELECT 1 FROM json_each(record.data, '$.applications') one WHERE one.value = ?)"
)
_JOBS = "SELECT at, document, copy_number FROM print_job WHERE event IN ({places}) ORDER BY at"
_FORGET_JOBS = "DELETE FROM print_job WHERE event IN ({places}) AND state IN ('confirmed', 'sent', 'failed')"


class Paper(NamedTuple):
    """One print job: when, which document, which copy."""

    at: int
    document: str
    copy_number: int


def about(connection: Connection, application: str) -> list[Record]:
    """Return the living personal records of an application: applicant, collectors, notes."""
    own = connection.execute(_APPLICANT, (connection.office, application)).fetchall()
    found = [records.parse(row) for row in own]
    for kind in ("collector", "note"):
        rows = connection.execute(_ABOUT, (connection.office, kind, application))
        found += [records.parse(row) for row in rows]
    return [one for one in found if one.standing is Standing.LIVE]


def changed_at(record: Record) -> int:
    """Return when a record was last changed, in UTC milliseconds."""
    return clock.wall_ms(record.hlc)


def events(connection: Connection, streams: tuple[str, ...]) -> list[Event]:
    """Return the events of some streams in the order of a fold."""
    found = [
        event
        for stream in streams
        for event in projection.journal_events(connection, connection.office, stream)
    ]
    return sorted(found, key=order_key)


def papers(connection: Connection, caused: list[Event]) -> list[Paper]:
    """Return what these events printed, as far as the spool still has it."""
    ids = [event.id for event in caused]
    return [Paper(*row) for row in connection.execute(_JOBS.format(places=_places(ids)), ids)]


def forget_papers(connection: Connection, caused: list[Event]) -> None:
    """Remove what these events printed: a job holds a masked name."""
    ids = [event.id for event in caused]
    connection.execute(_FORGET_JOBS.format(places=_places(ids)), ids)


def _places(ids: list[str]) -> str:
    return ", ".join("?" * len(ids))
