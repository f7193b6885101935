"""A report as aligned text for a terminal, and as data for machines."""

from datetime import date, datetime
from typing import Any

from counter_tui.language import ngettext
from counter_tui.reports.cells import cut, printable, width
from counter_tui.reports.report import Report, Value, is_number, text

GAP = "  "
NARROWEST = 4
"""Columns below which a cell says nothing any more."""


def lines(report: Report, room: int | None = None) -> list[str]:
    """Return the report's lines; `room` is the terminal's width, into which long cells are cut."""
    titles = [column.title for column in report.columns]
    cells = [[printable(text(value)) for value in row] for row in report.rows]
    widths = [max(width(row[place]) for row in (titles, *cells)) for place in range(len(titles))]
    if room is not None:
        _narrow(widths, room, [_gives(report, place) for place in range(len(titles))])
    right = [any(is_number(row[place]) for row in report.rows) for place in range(len(titles))]
    count = ngettext("{count} baris", "{count} baris", len(cells)).format(count=len(cells))
    return [
        f"{report.office}: {report.title}, {report.period}",
        *(f"{label}: {words}" for label, words in report.filters),
        report.origin,
        "",
        _line(titles, widths, right),
        GAP.join("─" * wide for wide in widths),
        *(_line(row, widths, right) for row in cells),
        "",
        count,
    ]


def data(report: Report) -> dict[str, Any]:
    """Return the report as JSON takes it: ISO dates, one object for each row."""
    keys = [column.key for column in report.columns]
    return {
        "report": report.name,
        "title": report.title,
        "office": report.office,
        "from": report.day_from.isoformat(),
        "to": report.day_to.isoformat(),
        "filters": dict(report.filters),
        "issued_by": report.issued_by,
        "issued_at": report.issued_at.isoformat(timespec="seconds"),
        "columns": {column.key: column.title for column in report.columns},
        "rows": [dict(zip(keys, map(_plain, row), strict=True)) for row in report.rows],
    }


def _gives(report: Report, place: int) -> bool:
    """Tell whether a column may be cut: words say enough when shortened, numbers and times do not."""
    return any(isinstance(row[place], str) and row[place] for row in report.rows)


def _narrow(widths: list[int], room: int, gives: list[bool]) -> None:
    """Take columns from the widest words until the row fits, or until none can give any."""
    over = sum(widths) + len(GAP) * (len(widths) - 1) - room
    while over > 0:
        most = max((wide for wide, given in zip(widths, gives, strict=True) if given), default=0)
        if most <= NARROWEST:
            return
        place = next(n for n, wide in enumerate(widths) if wide == most and gives[n])
        widths[place] -= 1
        over -= 1


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    placed = []
    for cell, wide, at_right in zip(cells, widths, right, strict=True):
        shown = cut(cell, wide)
        blank = " " * (wide - width(shown))
        placed.append(blank + shown if at_right else shown + blank)
    return GAP.join(placed).rstrip()


def _plain(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date | datetime) else value
