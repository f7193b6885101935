"""One import: a file read, its kind told, every row judged, the good ones taken."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.duties import Duty
from counter_tui.desk.importing import booking_list, bookings, ready_list, ready_rows, table
from counter_tui.desk.views.imported import ImportResult
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.importing.table import Table
    from counter_tui.desk.post import Post

BOOKINGS, READY, ROSTER = "bookings", "ready", "roster"

LEGS = 3
"""A file is read, judged and taken; each is a third of the way."""

Progress = Callable[[int, int], None]


def import_file(
    post: "Post", path: Path, kind: str | None, *, dry_run: bool, progress: Progress | None
) -> ImportResult:
    """Take in a file of a kind, or of the kind that its headers say; see `Desk.import_file`."""
    post.acting(Duty.IMPORT)
    found = table.read(path, _leg(progress, 0))
    meant = _kind(found, kind)
    take = ready_list.take if meant == READY else booking_list.take
    taking = _leg(progress, 2)
    counted = take(post, found, _leg(progress, 1), taking, dry_run=dry_run)
    taking(len(found.rows), len(found.rows))
    return counted.result(meant, dry_run=dry_run)


def detect(headers: tuple[str, ...]) -> str | None:
    """Return the kind of file that has these headers; None for one that nobody knows.

    A list of finished passports may name them by their bookings; a shelf or a ready date marks it, unless
    everything that a booking needs is there.
    """
    fields = ready_rows.headers(headers)
    if not all(header in headers for header in bookings.HEADERS):
        if "nomor_porsi" in headers:
            return ROSTER
        if any(mark in fields for mark in ready_rows.MARKS):
            return READY
    return BOOKINGS if "kode_booking" in headers else None


def _kind(found: "Table", kind: str | None) -> str:
    meant = kind or detect(found.headers)
    if meant == BOOKINGS:
        missing = [header for header in bookings.HEADERS if header not in found.headers]
        if missing:
            sentence = _("Kolom ini tidak ada: {columns}. Tidak ada yang diambil.")
            raise Refused(sentence.format(columns=", ".join(missing)), code="headers")
        return BOOKINGS
    if meant == READY:
        if not any(field in ready_rows.headers(found.headers) for field in ready_rows.MEANING):
            sentence = _("Tidak ada kolom yang menyebut paspornya: {columns}. Tidak ada yang diambil.")
            raise Refused(sentence.format(columns=", ".join(ready_rows.MEANING)), code="headers")
        return READY
    if meant == ROSTER:
        raise Refused(
            _("Versi ini belum mengimpor berkas jenis {kind}. Tidak ada yang diambil.").format(kind=meant),
            code="kind_not_supported",
        )
    raise Refused(
        _("Jenis berkas tidak dikenali dari judul kolomnya. Tidak ada yang diambil."), code="unknown_kind"
    )


def _leg(progress: Progress | None, before: int) -> Progress:
    """Return what tells one leg of the way as a part of the whole."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress((before * total + done) // LEGS, total)

    return tell
