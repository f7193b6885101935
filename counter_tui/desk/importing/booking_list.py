"""A list of bookings (janji M-Paspor): every row judged, the good ones taken in one transaction."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from counter_tui.core.ids import booking_application_id
from counter_tui.core.names import fold_case
from counter_tui.desk.applicants import CHECKED, KIND
from counter_tui.desk.importing import bookings, table
from counter_tui.desk.importing.counted import Counted
from counter_tui.desk.views.imported import ImportIssue
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.importing.table import Table
    from counter_tui.desk.post import Post

Progress = Callable[[int, int], None]


def take(post: "Post", found: "Table", judging: Progress, taking: Progress, *, dry_run: bool) -> Counted:
    """Judge every row and, unless it is a trial, keep the good ones."""
    counted = Counted()
    good = list(_good_rows(post, found, counted, judging))
    if dry_run:
        _compare(post, good, counted)
    else:
        _take(post, good, counted, lambda done: taking(done, len(found.rows)))
    return counted


def _good_rows(
    post: "Post", found: "Table", counted: Counted, progress: Progress
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for done, row in enumerate(found.rows, start=1):
        data, faults, doubts = bookings.read(row, post.catalogue)
        if data is not None and data["code"] in seen:
            faults = [ImportIssue(row.line, "kode_booking", _("berulang dalam berkas ini"))]
        counted.rejected += faults
        if data is not None and not faults:
            seen.add(data["code"])
            counted.warnings += doubts
            yield data
        if done % table.REPORT_EVERY == 0:
            progress(done, len(found.rows))


def _compare(post: "Post", good: list[dict[str, Any]], counted: Counted) -> None:
    with post.store.read() as conn:
        for data in good:
            id_ = booking_application_id(post.identity.office, data["code"])
            counted.count(_verdict(queries.record(conn, KIND, id_), data))


def _take(
    post: "Post", good: list[dict[str, Any]], counted: Counted, progress: Callable[[int], None]
) -> None:
    with post.store.write() as tx:
        for done, data in enumerate(good):
            if done % table.REPORT_EVERY == 0:
                progress(done)
            id_ = booking_application_id(post.identity.office, data["code"])
            known = tx.record(KIND, id_)
            verdict = _verdict(known, data)
            if verdict != "unchanged":
                kept = {**(known or {}), **data}
                stored = tx.put_record(
                    KIND,
                    id_,
                    kept,
                    lookup=data["code"],
                    day=data["day"],
                    search=fold_case(data["name"]),
                )
                verdict = verdict if stored else "unchanged"
            counted.count(verdict)


def _verdict(known: dict[str, Any] | None, data: dict[str, Any]) -> str:
    """Return what the row does: an officer's own corrections outlast a file imported again."""
    if known is None:
        return "accepted"
    if known.get(CHECKED) or all(known.get(key) == value for key, value in data.items()):
        return "unchanged"
    return "updated"
