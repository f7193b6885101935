"""One row of a bookings file (janji M-Paspor) as an applicant record, or what is wrong with it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from counter_tui.core import nik
from counter_tui.core.catalogue import Catalogue
from counter_tui.desk.applicants import nik_doubts
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

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{3,23}")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?")
_LOST_DIGITS = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


class _Reader:
    """Reads the cells of one row and collects every fault, so that a row is mended in one go."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[ImportIssue] = []
        self.doubts: list[ImportIssue] = []

    def fault(self, field: str, reason: str) -> str:
        self.faults.append(ImportIssue(self.row.line, field, reason))
        return ""

    def doubt(self, field: str, reason: str) -> None:
        self.doubts.append(ImportIssue(self.row.line, field, reason))

    def text(self, field: str) -> str:
        value = self.row.cells[field]
        if any(ord(sign) < 32 or sign == "\ufffd" for sign in value):
            return self.fault(field, _("berisi tanda yang tidak terbaca"))
        return value

    def needed(self, field: str) -> str:
        return self.text(field) or self.fault(field, _("kosong"))

    def one_of(self, field: str, known: Mapping[str, Any] | frozenset[str]) -> str:
        value = self.needed(field).lower()
        if value and value not in known:
            return self.fault(field, _("tidak dikenal"))
        return value

    def day(self, field: str) -> date | None:
        value = self.needed(field)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fault(field, _("bukan tanggal TTTT-BB-HH"))
            return None


def read(
    row: Row, catalogue: Catalogue
) -> tuple[dict[str, Any] | None, list[ImportIssue], list[ImportIssue]]:
    """Return the applicant's record, the faults that refuse the row and the doubts that do not.

    No issue echoes a value: the file holds people, the report must not.
    """
    reader = _Reader(row)
    born = reader.day("tanggal_lahir")
    day = reader.day("tanggal")
    sex = reader.one_of("jenis_kelamin", {"l": 1, "p": 1}).upper()
    data = {
        "code": _code(reader),
        "name": _name(reader),
        "nik": _nik(reader, born, sex),
        "born": born.isoformat() if born else "",
        "sex": sex,
        **_service(reader, catalogue),
        "day": day.isoformat() if day else "",
        "slot": _slot(reader),
        "priority": _priority(reader, catalogue),
        "paid": PAID.get(reader.one_of("status_bayar", PAID), False),
    }
    if born and day and not 1900 <= born.year <= day.year:
        reader.fault("tanggal_lahir", _("di luar jangkauan"))
    elif born and day and born > day:
        reader.fault("tanggal_lahir", _("setelah tanggal janji"))
    return (None if reader.faults else data), reader.faults, reader.doubts


def _code(reader: _Reader) -> str:
    code = reader.needed("kode_booking").upper()
    if code and not _CODE.fullmatch(code):
        return reader.fault("kode_booking", _("bukan kode janji"))
    return code


def _name(reader: _Reader) -> str:
    name = " ".join(reader.needed("nama").split())
    if name and (len(name) > 120 or not any(sign.isalpha() for sign in name)):
        return reader.fault("nama", _("bukan nama"))
    return name


def _nik(reader: _Reader, born: date | None, sex: str) -> str:
    if "nik" in reader.row.numeric or _LOST_DIGITS.fullmatch(reader.row.cells["nik"]):
        return reader.fault("nik", _("tersimpan sebagai angka, digitnya hilang; jadikan kolom teks"))
    text = reader.needed("nik").lstrip("'")
    number = nik.normalise(text) or ""
    if text and not number:
        return reader.fault("nik", _("bukan 16 digit"))
    for doubt in nik_doubts(number, born.isoformat() if born else "", sex):
        reader.doubt("nik", doubt)
    return number


def _service(reader: _Reader, catalogue: Catalogue) -> dict[str, str]:
    code = reader.one_of("layanan", catalogue.services)
    if not code:
        return {"service": "", "product": ""}
    return {"service": code, "product": reader.one_of("produk", frozenset(catalogue.service(code).products))}


def _slot(reader: _Reader) -> str:
    value = reader.needed("jam")
    match = _TIME.fullmatch(value.split(" ")[-1]) if value else None
    if value and match is None:
        return reader.fault("jam", _("bukan jam JJ:MM"))
    return f"{int(match[1]):02d}:{match[2]}" if match else ""


def _priority(reader: _Reader, catalogue: Catalogue) -> str:
    if not reader.text("kelompok_prioritas"):
        return ""
    return reader.one_of("kelompok_prioritas", frozenset(catalogue.priorities))
