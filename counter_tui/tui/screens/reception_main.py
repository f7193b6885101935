"""What stands in the middle of Antrean: the bookings by slot, and one line on the one under the cursor."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.reception import BookingRow, ReceptionView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, right, say, spread, strong
from counter_tui.tui.widgets.marks import DONE
from counter_tui.tui.widgets.row_list import RowList

AROUND = 5
"""Rows of the pane that are not the list: head, blank, and the lines below it."""
SLOT = 7
SERVICE = 6
STATE = 10
CODE = 14


def lines(
    view: ReceptionView, bookings: RowList[BookingRow], width: int, height: int, *, zone: str, wide: bool
) -> list[Content]:
    """Return the pane's lines; the detail stays in the last row."""
    count = _("{present} hadir, {absent} belum").format(present=view.present, absent=view.absent)
    head = spread(strong(_("Janji hari ini")), quiet(count if view.bookings else ""), width)
    top = [head, BLANK]
    if not view.bookings:
        return [*top, *_empty(view, width)]
    room = max(1, height - len(top) - 3)

    def paint(row: BookingRow, inner: int) -> Content:
        return _booking(row, inner, zone, wide=wide, here=row is bookings.current)

    rows = bookings.lines(width, room, paint)
    below = [BLANK] * (room - len(rows) + 2)
    return [*top, *rows, *below, _detail(bookings.current, width)]


def _booking(row: BookingRow, width: int, zone: str, *, wide: bool, here: bool) -> Content:
    present = bool(row.number)
    ink = QUIET if present else "$foreground"
    code = fit(say((row.code, QUIET), "  ", ("◆" if row.priority else "", STRONG)), CODE + 2) if wide else ""
    room = width - SLOT - SERVICE - STATE - (CODE + 2 if wide else 0)
    return say(
        fit(quiet(times.clock(row.slot, zone)), SLOT),
        fit(
            say((shortened(row.full_name, room - 1), f"bold {ink}" if here and not present else ink)),
            room - 1,
        ),
        " ",
        fit(quiet(row.service_short), SERVICE),
        code,
        right(_state(row), STATE),
    )


def _state(row: BookingRow) -> Content:
    if row.number:
        return say((f"{DONE} ", "$success"), (row.number, QUIET))
    if row.late_minutes > 0:
        return say((_late(row.late_minutes), "bold $warning"))
    if row.due:
        return say(_("○ jamnya"))
    return quiet("○")


def _late(minutes: int) -> str:
    if minutes < 100:
        return _("▲ lewat {number}").format(number=minutes)
    return _("▲ lewat {number}j").format(number=minutes // 60)


def shortened(name: str, width: int) -> str:
    """Return a name in so many cells: its last words become initials, as an officer would write it."""
    words = name.split()
    for place in range(len(words) - 1, 0, -1):
        if len(" ".join(words)) <= width:
            break
        words[place] = f"{words[place][0]}."
    return " ".join(words)


def _detail(row: BookingRow | None, width: int) -> Content:
    if row is None:
        return BLANK
    before, mark, after = row.detail.partition("◆ ")
    if not mark:
        return fit(quiet(before), width)
    group, rest = (row.priority_name, after.removeprefix(row.priority_name))
    return fit(say((before, QUIET), (f"{mark}{group}", STRONG), (rest, QUIET)), width)


def _empty(view: ReceptionView, width: int) -> Sequence[Content]:
    if view.day is None:
        sentence = _("Hari layanan belum dibuka. ctrl+p, buka hari layanan.")
    else:
        sentence = _("Belum ada janji hari ini. n untuk yang datang langsung; ctrl+p, impor daftar.")
    return list(Content(sentence).wrap(max(1, width)))
