"""One import: a file read, every row judged, the good ones taken in one transaction or none at all."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter_tui.core.ids import booking_application_id
from counter_tui.core.names import fold_case
from counter_tui.core.refusal import Refused
from counter_tui.desk.applicants import CHECKED, KIND
from counter_tui.desk.duties import Duty
from counter_tui.desk.importing import bookings, table
from counter_tui.desk.views.imported import ImportIssue, ImportResult
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.importing.table import Table
    from counter_tui.desk.post import Post

BOOKINGS = "bookings"

LEGS = 3
"""A file is read, judged and taken; each is a third of the way."""

Progress = Callable[[int, int], None]
Counted = dict[str, int]


def import_file(
    post: "Post", path: Path, kind: str | None, *, dry_run: bool, progress: Progress | None
) -> ImportResult:
    """Take in a file of a kind, or of the kind that its headers say; see `Desk.import_file`."""
    post.acting(Duty.IMPORT)
    found = table.read(path, _leg(progress, 0))
    _require_bookings(found, kind)
    rejected: list[ImportIssue] = []
    warnings: list[ImportIssue] = []
    good = list(_good_rows(post, found, rejected, warnings, _leg(progress, 1)))
    in_all, taking = len(found.rows), _leg(progress, 2)
    counted = _compare(post, good) if dry_run else _take(post, good, lambda done: taking(done, in_all))
    taking(in_all, in_all)
    return ImportResult(
        kind=BOOKINGS,
        accepted=counted["accepted"],
        updated=counted["updated"],
        unchanged=counted["unchanged"],
        rejected=tuple(rejected),
        warnings=tuple(warnings),
        dry_run=dry_run,
    )


def detect(headers: tuple[str, ...]) -> str | None:
    """Return the kind of file that these headers begin; None for one that nobody knows."""
    marks = {"kode_booking": BOOKINGS, "nomor_porsi": "roster", "rak": "ready"}
    return next((kind for header, kind in marks.items() if header in headers), None)


def _require_bookings(found: "Table", kind: str | None) -> None:
    meant = kind or detect(found.headers)
    if meant in ("roster", "ready"):
        raise Refused(
            _("Versi ini belum mengimpor berkas jenis {kind}. Tidak ada yang diambil.").format(kind=meant),
            code="kind_not_supported",
        )
    if meant != BOOKINGS:
        raise Refused(
            _("Jenis berkas tidak dikenali dari judul kolomnya. Tidak ada yang diambil."), code="unknown_kind"
        )
    missing = [header for header in bookings.HEADERS if header not in found.headers]
    if missing:
        raise Refused(
            _("Kolom ini tidak ada: {columns}. Tidak ada yang diambil.").format(columns=", ".join(missing)),
            code="headers",
        )


def _good_rows(
    post: "Post",
    found: "Table",
    rejected: list[ImportIssue],
    warnings: list[ImportIssue],
    progress: Progress,
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for done, row in enumerate(found.rows, start=1):
        data, faults, doubts = bookings.read(row, post.catalogue)
        if data is not None and data["code"] in seen:
            faults = [ImportIssue(row.line, "kode_booking", _("berulang dalam berkas ini"))]
        rejected.extend(faults)
        if data is not None and not faults:
            seen.add(data["code"])
            warnings.extend(doubts)
            yield data
        if done % table.REPORT_EVERY == 0:
            progress(done, len(found.rows))


def _leg(progress: Progress | None, before: int) -> Progress:
    """Return what tells one leg of the way as a part of the whole."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress((before * total + done) // LEGS, total)

    return tell


def _compare(post: "Post", good: list[dict[str, Any]]) -> Counted:
    counted = _nothing()
    with post.store.read() as conn:
        for data in good:
            id_ = booking_application_id(post.identity.office, data["code"])
            counted[_verdict(queries.record(conn, KIND, id_), data)] += 1
    return counted


def _take(post: "Post", good: list[dict[str, Any]], progress: Callable[[int], None]) -> Counted:
    counted = _nothing()
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
            counted[verdict] += 1
    return counted


def _verdict(known: dict[str, Any] | None, data: dict[str, Any]) -> str:
    """Return what the row does: an officer's own corrections outlast a file imported again."""
    if known is None:
        return "accepted"
    if known.get(CHECKED) or all(known.get(key) == value for key, value in data.items()):
        return "unchanged"
    return "updated"


def _nothing() -> Counted:
    return {"accepted": 0, "updated": 0, "unchanged": 0}
