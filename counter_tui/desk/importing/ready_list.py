"""A list of finished passports (daftar siap): every row judged, and one event for each that is newly ready.

The events are written in transactions of a few rows, so that two thousand rows hold no key up; broken off
halfway, the same file imported again goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core.application import ENDED, HANDED_OVER, READY, ApplicationState
from counter_tui.core.event import Draft
from counter_tui.core.zones import local_time, moment
from counter_tui.desk.duties import Duty
from counter_tui.desk.importing import ready_meaning, ready_rows, table
from counter_tui.desk.importing.counted import Counted
from counter_tui.desk.importing.ready_rows import ReadyRow
from counter_tui.desk.views.imported import ImportIssue
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.importing.table import Table
    from counter_tui.desk.post import Post

Progress = Callable[[int, int], None]
AT_ONCE = 50
"""Rows in one transaction: some twenty milliseconds."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that may be taken, the application that it means, and the header by which it names it."""

    row: ReadyRow
    application: str
    header: str


def take(post: "Post", found: "Table", judging: Progress, taking: Progress, *, dry_run: bool) -> Counted:
    """Judge every row and, unless it is a trial, write what is new."""
    counted = Counted()
    rows = _judged(post, found, counted, judging)
    if dry_run:
        with post.store.read() as conn:
            for one in rows:
                _count(counted, one, queries.application(conn, one.application))
        return counted
    actor = post.acting(Duty.IMPORT).id
    for start in range(0, len(rows), AT_ONCE):
        taking(start, len(rows))
        _write(post, rows[start : start + AT_ONCE], counted, actor)
    post.board.refresh()
    return counted


def _judged(post: "Post", found: "Table", counted: Counted, progress: Progress) -> list[_Found]:
    columns = ready_rows.headers(found.headers)
    today = local_time(post.now(), post.identity.zone).date()
    rows: dict[str, _Found] = {}
    with post.store.read() as conn:
        for done, line in enumerate(found.rows, start=1):
            if done % table.REPORT_EVERY == 0:
                progress(done, len(found.rows))
            row, faults = ready_rows.read(line, columns, today)
            counted.rejected += faults
            if row is None:
                continue
            application, field, reason = ready_meaning.meant(post, conn, row)
            header = columns[field or _named_by(row)]
            if not application or application in rows:
                said = reason or _("berulang dalam berkas ini")
                counted.rejected.append(ImportIssue(row.line, header, said))
                continue
            rows[application] = _Found(row, application, header)
            counted.warnings += [
                ImportIssue(row.line, columns[name], said)
                for name, said in ready_meaning.doubts(conn, row, application)
            ]
    return list(rows.values())


def _named_by(row: ReadyRow) -> str:
    return "permohonan" if row.application else "kode_booking" if row.code else "nomor"


def _write(post: "Post", rows: list[_Found], counted: Counted, actor: str) -> None:
    zone = post.identity.zone
    with post.store.write() as tx:
        for one in rows:
            stream = f"application/{one.application}"
            state = tx.state(stream)
            if not _count(counted, one, state if isinstance(state, ApplicationState) else None):
                continue
            data: dict[str, object] = {"shelf": one.row.shelf}
            if one.row.since is not None:
                data["since"] = moment(one.row.since.isoformat(), "00:00", zone)
            tx.append(Draft(stream=stream, type="application.ready", data=data), actor=actor)


def _count(counted: Counted, one: _Found, state: ApplicationState | None) -> bool:
    """Count a row by what is known of its application, and say whether there is something to write."""
    row, status = one.row, state.status if state is not None else ""
    if status in ENDED:
        reason = _("permohonan ini sudah berakhir tanpa paspor")
        counted.rejected.append(ImportIssue(row.line, one.header, reason))
        return False
    if status == HANDED_OVER:
        counted.warnings.append(
            ImportIssue(row.line, one.header, _("sudah diserahkan; tidak ada yang berubah"))
        )
        counted.count("unchanged")
        return False
    lies = state is not None and status == READY and row.shelf in ("", state.shelf)
    verdict = "unchanged" if lies else "updated" if status == READY else "accepted"
    counted.count(verdict)
    return not lies
