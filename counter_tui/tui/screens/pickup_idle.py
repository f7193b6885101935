"""Penyerahan without a card: PINDAI in large letters, the pickup queue, the last handovers (SCREENS §5)."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.pickup import PickupView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.waiting import WaitingRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, key, quiet, right, say, spread, strong
from counter_tui.tui.screens import handed_rows
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import CURSOR

NUMBER = 7
AGE = 8


def main_lines(
    view: PickupView,
    current: TicketView | None,
    unsigned: str,
    width: int,
    height: int,
    *,
    zone: str,
    tall: bool,
) -> list[Content]:
    """Return the pane's lines; `unsigned` is the number whose receipt is signed with `enter`."""
    top = [heading(current, width), BLANK, *big(width, tall=tall), BLANK, *hints(unsigned), BLANK]
    return [*top, *handed_rows.lines(view, width, height - len(top) - 1, zone=zone)][:height]


def heading(current: TicketView | None, width: int) -> Content:
    """Return what is awaited: a slip, or the number in hand."""
    if current is None:
        return quiet("○ " + _("MENUNGGU RESI"))
    word, mark, style = (
        (_("DIPANGGIL"), "◆ ", KEY) if current.status == "called" else (_("DILAYANI"), "● ", "$success")
    )
    return spread(say((mark, style), (word, STRONG)), say((current.number, STRONG)), width)


def big(width: int, *, tall: bool) -> list[Content]:
    """Return PINDAI, as tall as fits."""
    word = _("PINDAI")
    return big_number.big(word, "$primary", tall=tall and big_number.fits(word, width, tall=True))


def hints(unsigned: str) -> list[Content]:
    """Return what to do now; the second row is kept for a receipt that waits for its signature."""
    ask = say(_("Arahkan pemindai ke resi."), " ", quiet(_("Tanpa tombol.")))
    if not unsigned:
        return [ask, BLANK]
    receipt = _("Tanda terima {number}").format(number=unsigned)
    return [ask, say(("○ ", "$warning"), receipt, "   ", key("enter", _("Ditandatangani")))]


def side_lines(view: PickupView, width: int, height: int, *, now: int) -> Sequence[Content]:
    """Return who waits for a passport, what nobody has collected, and what nobody has signed."""
    head = spread(
        say((_("Pengambilan"), STRONG), " ", (_("menunggu"), QUIET)), strong(str(len(view.waiting))), width
    )
    below = [*_uncollected(view, width), *_unsigned(view, width)]
    rows = [_row(row, width, now, following=not place) for place, row in enumerate(view.waiting)]
    return [head, *rows[: max(1, height - len(below) - 1)], *below]


def _row(row: WaitingRow, width: int, now: int, *, following: bool) -> Content:
    mark = (f"{CURSOR} ", KEY) if following else "  "
    number = (row.number.ljust(NUMBER), STRONG if following else "$foreground")
    age = quiet(_("{number} mnt").format(number=times.minutes(now - row.waiting_since)))
    return say(fit(say(mark, number, (row.note, QUIET)), width - AGE), right(age, AGE))


def _uncollected(view: PickupView, width: int) -> list[Content]:
    over = _("Lebih dari {days} hari").format(days=view.uncollected_days)
    return [
        BLANK,
        spread(strong(_("Belum diambil")), key("tab", _("lihat")), width),
        _count(_("Siap, di rak"), view.ready, "", "", width),
        _count(over, view.overdue, "▲", "$warning", width),
        _count(_("Lewat batas"), view.expired, "■", "$error", width),
    ]


def _unsigned(view: PickupView, width: int) -> list[Content]:
    if not view.unsigned:
        return []
    return [BLANK, _count(_("Belum ditandatangani"), len(view.unsigned), "○", "$warning", width)]


def _count(label: str, number: int, mark: str, style: str, width: int) -> Content:
    shown = (
        say((f"{mark} ", style), (str(number), f"bold {style}")) if mark and number else strong(str(number))
    )
    return spread(quiet(label), shown, width)
