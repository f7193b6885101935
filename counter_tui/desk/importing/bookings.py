"""One row of a bookings file (janji M-Paspor) as an applicant record, or what is wrong with it."""

import re
from datetime import date
from typing import Any

from counter_tui.core import nik
from counter_tui.core.catalogue import Catalogue
from counter_tui.desk.applicants import nik_doubts
from counter_tui.desk.importing.cells import Cells
from counter_tui.desk.importing.table import Row
from counter_tui.desk.views.imported import ImportIssue
from counter_tui.language import _

HEADERS = (
    "kode_booking",
    "nama",
    "nik",
    "tanggal_lahir",
    "jenis_kelamin",
    "layanan",
    "produk",
    "tanggal",
    "jam",
    "kelompok_prioritas",
    "status_bayar",
)
PAID = {"lunas": True, "belum": False}

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{3,23}")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?")
_LOST_DIGITS = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


def read(
    row: Row, catalogue: Catalogue
) -> tuple[dict[str, Any] | None, list[ImportIssue], list[ImportIssue]]:
    """Return the applicant's record, the faults that refuse the row and the doubts that do not.

    No issue echoes a value: the file holds people, the report must not.
    """
    cells = Cells(row)
    born = cells.day("tanggal_lahir")
    day = cells.day("tanggal")
    sex = cells.one_of("jenis_kelamin", {"l": 1, "p": 1}).upper()
    data = {
        "code": _code(cells),
        "name": _name(cells),
        "nik": _nik(cells, born, sex),
        "born": born.isoformat() if born else "",
        "sex": sex,
        **_service(cells, catalogue),
        "day": day.isoformat() if day else "",
        "slot": _slot(cells),
        "priority": _priority(cells, catalogue),
        "paid": PAID.get(cells.one_of("status_bayar", PAID), False),
    }
    if born and day and not 1900 <= born.year <= day.year:
        cells.fault("tanggal_lahir", _("di luar jangkauan"))
    elif born and day and born > day:
        cells.fault("tanggal_lahir", _("setelah tanggal janji"))
    return (None if cells.faults else data), cells.faults, cells.doubts


def _code(cells: Cells) -> str:
    code = cells.needed("kode_booking").upper()
    if code and not CODE.fullmatch(code):
        return cells.fault("kode_booking", _("bukan kode janji"))
    return code


def _name(cells: Cells) -> str:
    name = " ".join(cells.needed("nama").split())
    if name and (len(name) > 120 or not any(sign.isalpha() for sign in name)):
        return cells.fault("nama", _("bukan nama"))
    return name


def _nik(cells: Cells, born: date | None, sex: str) -> str:
    if cells.numeric("nik") or _LOST_DIGITS.fullmatch(cells.raw("nik")):
        return cells.fault("nik", _("tersimpan sebagai angka, digitnya hilang; jadikan kolom teks"))
    text = cells.needed("nik").lstrip("'")
    number = nik.normalise(text) or ""
    if text and not number:
        return cells.fault("nik", _("bukan 16 digit"))
    for doubt in nik_doubts(number, born.isoformat() if born else "", sex):
        cells.doubt("nik", doubt)
    return number


def _service(cells: Cells, catalogue: Catalogue) -> dict[str, str]:
    code = cells.one_of("layanan", catalogue.services)
    if not code:
        return {"service": "", "product": ""}
    return {"service": code, "product": cells.one_of("produk", frozenset(catalogue.service(code).products))}


def _slot(cells: Cells) -> str:
    value = cells.needed("jam")
    match = _TIME.fullmatch(value.split(" ")[-1]) if value else None
    if value and match is None:
        return cells.fault("jam", _("bukan jam JJ:MM"))
    return f"{int(match[1]):02d}:{match[2]}" if match else ""


def _priority(cells: Cells, catalogue: Catalogue) -> str:
    if not cells.text("kelompok_prioritas"):
        return ""
    return cells.one_of("kelompok_prioritas", frozenset(catalogue.priorities))
