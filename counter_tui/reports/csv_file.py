"""A report as CSV that Excel in Indonesia opens by a double click: UTF-8 with byte order mark, semicolons.

Indonesian settings have the decimal comma, so that Excel there expects the semicolon between cells (RFC 4180
otherwise: quotes where needed, lines end in CR LF). Dates are ISO. Only titles and rows are in it, so that
other programs read it too; who asked for it and when stands in the XLSX and the PDF.
"""

import csv
import io
from datetime import datetime

from counter_tui.reports.cells import defused
from counter_tui.reports.report import Report, Value, text

BYTE_ORDER_MARK = "\ufeff"
DELIMITER = ";"


def render(report: Report) -> bytes:
    """Return the file's bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(column.title for column in report.columns)
    writer.writerows([_cell(value) for value in row] for row in report.rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def _cell(value: Value) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, str) or value is None:
        return defused(text(value))
    return value.strftime("%Y-%m-%d %H:%M:%S" if isinstance(value, datetime) else "%Y-%m-%d")
