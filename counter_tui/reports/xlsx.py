"""A report as an XLSX workbook of one sheet: its heading, then a table with filters and frozen titles."""

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

from counter_tui.reports.report import Report, Value

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

DATE, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
MILLIMETRES = 1.9
"""Of a column's share, in the width of one digit, which is Excel's unit."""


def render(report: Report) -> bytes:
    """Return the file's bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.title, book.properties.creator = report.title, report.office
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(report.title)
    heading = (
        report.office,
        f"{report.title}, {report.period}",
        *(f"{label}: {words}" for label, words in report.filters),
        report.origin,
        *((report.note,) if report.note else ()),
    )
    for place, words in enumerate(heading, start=1):
        _write(sheet, place, 1, words).font = Font(bold=place <= 2)
    top = len(heading) + 2
    for column, shown in enumerate(report.columns, start=1):
        cell = _write(sheet, top, column, shown.title)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = max(6, shown.share / MILLIMETRES)
    for line, row in enumerate(report.rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            _write(sheet, line, column, value)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(report.columns))}{top + len(report.rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.print_title_rows = f"{top}:{top}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: "Worksheet", line: int, column: int, value: Value) -> "Cell | MergedCell":
    """Fill a cell; text stays text whatever it begins with, also after somebody has edited it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell = sheet.cell(line, column, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    if isinstance(value, datetime):
        cell = sheet.cell(line, column, value.replace(tzinfo=None))
        cell.number_format = MOMENT
        return cell
    cell = sheet.cell(line, column, value)
    if isinstance(value, date):
        cell.number_format = DATE
    return cell
