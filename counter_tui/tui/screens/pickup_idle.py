"""Penyerahan without a card: PINDAI in large letters, the pickup queue, the last handovers (SCREENS §5)."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.pickup import PickupView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.waiting import WaitingRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, quiet, right, say, spread, strong
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import CURSOR

NUMBER = 7
AGE = 8


def main_lines(
    view: PickupView, current: TicketView | None, width: int, height: int, *, zone: str, tall: bool
) -> list[Content]:
    """Return the pane's lines."""
    big = _big(_("PINDAI"), width, tall=tall)
    ask = say(_("Arahkan pemindai ke resi."), " ", quiet(_("Tanpa tombol.")))
    handed = spread(
        strong(_("Baru diserahkan")), quiet(_("{number} hari ini").format(number=view.today)), width
    )
    top = [_heading(current, width), BLANK, *big, BLANK, ask, BLANK, handed]
    rows = [
        say(
            (times.clock(row.at, zone), QUIET),
            "  ",
            fit(say(row.number), NUMBER),
            (row.collector, QUIET),
        )
        for row in view.handed_over
    ]
    if not rows:
        rows = [quiet(_("Belum ada paspor diserahkan hari ini."))]
    return [*top, *rows][:height]


def _big(word: str, width: int, *, tall: bool) -> list[Content]:
    tall = tall and big_number.fits(word, width, tall=True)
    return big_number.big(word, "$primary", tall=tall)


def _heading(current: TicketView | None, width: int) -> Content:
    if current is None:
        return quiet("○ " + _("MENUNGGU RESI"))
    word, mark, style = (
        (_("DIPANGGIL"), "◆ ", KEY) if current.status == "called" else (_("DILAYANI"), "● ", "$success")
    )
    return spread(say((mark, style), (word, STRONG)), say((current.number, STRONG)), width)


def side_lines(view: PickupView, width: int, height: int, *, now: int) -> Sequence[Content]:
    """Return who waits for a passport, and what nobody has collected."""
    head = spread(
        say((_("Pengambilan"), STRONG), " ", (_("menunggu"), QUIET)), strong(str(len(view.waiting))), width
    )
    room = max(1, height - 6)
    rows = [_row(row, width, now, following=not place) for place, row in enumerate(view.waiting[:room])]
    return [
        head,
        *rows,
        BLANK,
        strong(_("Belum diambil")),
        _count(_("Siap, di rak"), view.ready, "", "", width),
        _count(_("Lebih dari 20 hari"), view.overdue, "▲", "$warning", width),
        _count(_("Lewat batas 1 bulan"), view.expired, "■", "$error", width),
    ]


def _row(row: WaitingRow, width: int, now: int, *, following: bool) -> Content:
    mark = (f"{CURSOR} ", KEY) if following else "  "
    number = (row.number.ljust(NUMBER), STRONG if following else "$foreground")
    age = quiet(_("{number} mnt").format(number=times.minutes(now - row.waiting_since)))
    return say(fit(say(mark, number, (row.note, QUIET)), width - AGE), right(age, AGE))


def _count(label: str, number: int, mark: str, style: str, width: int) -> Content:
    shown = (
        say((f"{mark} ", style), (str(number), f"bold {style}")) if mark and number else strong(str(number))
    )
    return spread(quiet(label), shown, width)
