"""A file as rows of cells under known headers, whatever program wrote it."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _

MAX_BYTES = 64 * 1024 * 1024
REPORT_EVERY = 50
"""Lines between two words about progress."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (the header is line 1) and its cells as text by header."""

    line: int
    cells: dict[str, str]
    numeric: frozenset[str] = frozenset()
    """Headers whose cell was a number in a spreadsheet, so that long digits may have been lost."""


@dataclass(frozen=True, slots=True)
class Table:
    """The headers, lower-case with underscores, and every row that is not empty."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path, progress: Callable[[int, int], None]) -> Table:
    """Read a CSV (comma or semicolon; UTF-8 with or without BOM, else cp1252) or an XLSX file.

    `progress` hears of a spreadsheet's lines, which take their time. Raises Refused when the file is
    missing, too large, empty or no table.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused(
                _("Berkas terlalu besar. Tidak ada yang diambil. Bagi menjadi beberapa berkas."),
                code="too_large",
            )
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            _("Berkas tidak dapat dibaca. Tidak ada yang diambil. Periksa nama dan izinnya."),
            code="unreadable",
        ) from error
    if content.startswith(b"PK\x03\x04"):
        return _spreadsheet(content, progress)
    return _separated(_text(content))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separated(text: str) -> Table:
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headers: tuple[str, ...] = ()
    rows = []
    end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not headers:
                headers = tuple(_header(cell) for cell in cells)
            elif any(cell.strip() for cell in cells):
                rows.append(Row(line, _by_header(headers, cells)))
    except csv.Error as error:
        raise Refused(
            _(
                "Berkas ini bukan CSV yang utuh, rusak di sekitar baris {line}. Tidak ada yang diambil."
            ).format(line=end + 1),
            code="damaged",
        ) from error
    return _checked(headers, rows)


def _spreadsheet(content: bytes, progress: Callable[[int, int], None]) -> Table:
    try:
        lines = list(enumerate(_lines(content, progress), start=1))
    except Exception as error:  # damage comes as whatever zip, XML or openpyxl stumbles over first
        raise Refused(
            _("Berkas ini bukan XLSX yang utuh. Tidak ada yang diambil. Simpan ulang sebagai XLSX atau CSV."),
            code="damaged",
        ) from error
    headers: tuple[str, ...] = ()
    rows = []
    for line, values in lines:
        cells = [_cell(value) for value in values]
        if not headers:
            headers = tuple(_header(cell) for cell in cells)
        elif any(cells):
            numeric = frozenset(name for name, value in _pairs(headers, values) if _is_number(value))
            rows.append(Row(line, _by_header(headers, cells), numeric))
    return _checked(headers, rows)


def _lines(content: bytes, progress: Callable[[int, int], None]) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if line % REPORT_EVERY == 0:
            progress(line, max(line, sheet.max_row or 0))
        yield values
    book.close()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _header(cell: str) -> str:
    return "_".join(cell.strip().lower().split())


def _pairs(headers: tuple[str, ...], values: tuple[object, ...]) -> Iterator[tuple[str, object]]:
    return zip(headers, values, strict=False)


def _by_header(headers: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    filled = [*cells, *[""] * (len(headers) - len(cells))]
    return {header: cell.strip() for header, cell in zip(headers, filled, strict=False) if header}


def _checked(headers: tuple[str, ...], rows: list[Row]) -> Table:
    if not headers or not any(headers):
        raise Refused(_("Berkas ini kosong. Tidak ada yang diambil."), code="empty")
    named = [header for header in headers if header]
    if len(set(named)) < len(named):
        raise Refused(_("Ada judul kolom yang berulang. Tidak ada yang diambil."), code="headers")
    return Table(headers, tuple(rows))
