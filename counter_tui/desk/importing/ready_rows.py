"""One row of a list of finished passports (daftar siap): which application it means, its shelf, its day."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from counter_tui.core import nik
from counter_tui.core.refusal import Refused
from counter_tui.core.shelves import shelf_label
from counter_tui.desk.importing.bookings import CODE
from counter_tui.desk.importing.cells import Cells
from counter_tui.desk.importing.table import Row
from counter_tui.desk.views.imported import ImportIssue
from counter_tui.language import _

NAMES: Mapping[str, tuple[str, ...]] = {
    "permohonan": ("permohonan", "id_permohonan", "application", "application_id"),
    "kode_booking": ("kode_booking", "kode", "booking", "booking_code"),
    "nomor": ("nomor", "nomor_antrean", "number", "ticket_number"),
    "tanggal": ("tanggal", "tanggal_antrean", "date", "number_date"),
    "rak": ("rak", "shelf"),
    "siap": ("siap", "tanggal_siap", "ready", "ready_date"),
    "nama": ("nama", "name"),
    "nik": ("nik",),
}
"""The fields and what a file may call each; `tanggal` is the number's day, `siap` the passport's."""
MEANING = ("permohonan", "kode_booking", "nomor")
"""The fields that say whose passport it is; a file needs one of them."""
MARKS = ("rak", "siap")
"""The fields by which such a file is recognised."""
LONGEST_AGO = timedelta(days=400)
"""A passport that is said to lie ready for longer is a mistyped date."""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One row: `application`, `code` or `number` (with its `day`) names it; the rest may be empty.

    `name` and `nik` are only compared with what is known, and kept nowhere.
    """

    line: int
    application: str
    code: str
    number: str
    day: date | None
    shelf: str
    since: date | None
    name: str
    nik: str


def headers(found: tuple[str, ...]) -> dict[str, str]:
    """Return what the file calls each field that it has; refused when two columns claim one field."""
    columns = {field: [name for name in names if name in found] for field, names in NAMES.items()}
    if any(len(names) > 1 for names in columns.values()):
        raise Refused(_("Ada judul kolom yang berulang. Tidak ada yang diambil."), code="headers")
    return {field: names[0] for field, names in columns.items() if names}


def read(row: Row, columns: Mapping[str, str], today: date) -> tuple[ReadyRow | None, list[ImportIssue]]:
    """Return the row, or what refuses it; `columns` is what `headers` gave."""
    cells = Cells(row, columns)
    read = ReadyRow(
        line=row.line,
        application=_application(cells),
        code=_code(cells),
        number=cells.text("nomor").upper(),
        day=cells.day_if_any("tanggal"),
        shelf=_shelf(cells),
        since=_since(cells, today),
        name=" ".join(cells.text("nama").split()),
        nik=nik.normalise(cells.text("nik").lstrip("'")) or "",
    )
    if not cells.faults and not (read.application or read.code or read.number):
        named = next(field for field in MEANING if field in columns)
        cells.fault(named, _("kosong; tulis permohonan, kode janji, atau nomornya"))
    return (None if cells.faults else read), cells.faults


def _application(cells: Cells) -> str:
    text = cells.text("permohonan")
    try:
        return str(uuid.UUID(text)) if text else ""
    except ValueError:
        return cells.fault("permohonan", _("bukan tanda permohonan"))


def _code(cells: Cells) -> str:
    code = cells.text("kode_booking").upper()
    if code and not CODE.fullmatch(code):
        return cells.fault("kode_booking", _("bukan kode janji"))
    return code


def _shelf(cells: Cells) -> str:
    label = shelf_label(cells.text("rak"))
    return cells.fault("rak", _("bukan rak; tulis pendek, seperti C-14")) if label is None else label


def _since(cells: Cells, today: date) -> date | None:
    since = cells.day_if_any("siap")
    if since is not None and since > today:
        cells.fault("siap", _("belum tiba; paspor itu belum siap"))
    elif since is not None and today - since > LONGEST_AGO:
        cells.fault("siap", _("di luar jangkauan"))
    return since
