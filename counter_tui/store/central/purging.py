"""Erasing at the centre what is over, office by office, with one report for all of them."""

import msgspec

from counter_tui.core.retention import erasure
from counter_tui.store import retention
from counter_tui.store.central import records
from counter_tui.store.central.database import Database
from counter_tui.store.central.statements import Statements
from counter_tui.store.purging import LAST, LAST_ERASED
from counter_tui.store.retention import Over, Place, Purged

_KEEP = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_PROJECTED = (
    "SELECT s.office FROM office_sequence s JOIN projector_cursor c ON c.office = s.office"
    " WHERE c.projected >= s.ingested ORDER BY s.office"
)


def purge(database: Database, now: int, *, dry_run: bool = False) -> tuple[Purged, tuple[str, ...]]:
    """Erase every personal record whose time is over at `now` (UTC ms); return the report and the offices.

    An office whose newest events are not projected yet waits for the next look: one of them may have opened
    an application again. `dry_run` only reports.
    """
    with database.read() as work:
        believed = retention.is_believable(work, now)
        offices = [office for (office,) in work.rows(_PROJECTED)]
    report, changed = Purged(at=now, doubted=not believed), []
    for office in offices if believed else ():
        found = _purge_office(database, office, report, dry_run=dry_run)
        if found.count > report.count:
            report = found
            changed.append(office)
    if not dry_run:
        _keep(database, report)
    return report, tuple(changed)


def last(work: Statements, key: str = LAST) -> Purged | None:
    """Return the report of the last look, or of the last that erased something; None for none."""
    row = work.first("SELECT value FROM meta WHERE key = ?", (key,))
    return msgspec.json.decode(row[0], type=Purged) if row else None


def _purge_office(database: Database, office: str, report: Purged, *, dry_run: bool) -> Purged:
    with database.read() as work:
        limits = retention.rules(work, office)

    def read(place: Place) -> tuple[list[Over], Place | None]:
        with database.read() as work:
            return retention.page(work, office, place, limits, report.at)

    def erase(over: list[Over]) -> None:
        if dry_run:
            return
        with database.write() as work:
            records.put(work, office, [erasure(record, at) for record, at in over])

    for over in retention.look(read, erase):
        report = report.plus(over)
    return report


def _keep(database: Database, report: Purged) -> None:
    text = msgspec.json.encode(report).decode()
    with database.write() as work:
        for key in (LAST, LAST_ERASED) if report.count else (LAST,):
            work.run(_KEEP, (key, text))
