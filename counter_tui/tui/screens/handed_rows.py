"""The last handovers of the day, below PINDAI and below a card where there is room."""

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content

from counter_tui.desk.views.handovers import HandoverRow
from counter_tui.desk.views.pickup import PickupView
from counter_tui.language import _, ngettext
from counter_tui.tui import times
from counter_tui.tui.ink import QUIET, fit, quiet, say, spread, strong

NUMBER = 7
"""Columns of a number; a booking code widens them all."""
SERVICE = 20
WIDE = 60
"""Columns from which on service and officer stand there too."""


class Numbered(Protocol):
    """A row of a passport."""

    @property
    def number(self) -> str:
        """Its number, or its booking code."""


def lines(view: PickupView, width: int, room: int, *, zone: str) -> list[Content]:
    """Return the head with the count of today, and so many rows."""
    today = _("{number} hari ini").format(number=view.today)
    head = spread(strong(_("Baru diserahkan")), quiet(today), width)
    shown = view.handed_over[: max(0, room)]
    number = number_width(shown, NUMBER)
    rows = [_row(row, width, number, zone) for row in shown]
    return [head, *(rows or [quiet(_("Belum ada paspor diserahkan hari ini."))])]


def subject(row: HandoverRow) -> str:
    """Return what a receipt is of: a number, or how many passports a partner signs for at once."""
    if row.count > 1:
        return ngettext("{number} paspor", "{number} paspor", row.count).format(number=row.count)
    return row.number


def number_width(rows: Sequence[Numbered], least: int) -> int:
    """Return the columns in which every number or booking code of these rows stands whole."""
    return max([least, *(len(row.number) + 2 for row in rows)])


def _row(row: HandoverRow, width: int, number: int, zone: str) -> Content:
    wide = width >= WIDE
    service = fit(say((row.service_name, QUIET)), SERVICE) if wide else ""
    left = say(
        (times.clock(row.at, zone), QUIET),
        "  ",
        fit(say(row.number), number),
        service,
        (row.collector, "$foreground" if wide else QUIET),
    )
    return spread(left, quiet(row.officer), width) if wide else left
