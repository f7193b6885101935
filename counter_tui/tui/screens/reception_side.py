"""The side pane of Antrean: what is left of the day's quota, the last number, and who waits."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.reception import QuotaRow, ReceptionView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, fit, quiet, right, say, spread, strong
from counter_tui.tui.widgets import big_number

LABEL = 12
BAR = 7
FEW = 5
"""So many left are marked as soon used up."""


def lines(view: ReceptionView, width: int, height: int, *, zone: str, tall: bool) -> list[Content]:
    """Return the pane's lines; what does not fit falls off at the bottom."""
    title = view.session or _("Hari ini")
    rows = [spread(strong(title), quiet(view.hours), width), BLANK]
    rows += [_quota(row, width) for row in view.quotas]
    rows += [BLANK, *_last(view, width, zone, tall=tall), BLANK, quiet(_("Menunggu sekarang"))]
    rows += [spread(say(queue.name), strong(str(queue.waiting)), width) for queue in view.waiting]
    return rows[:height]


def _quota(row: QuotaRow, width: int) -> Content:
    label = fit(say(row.name), LABEL)
    if row.left is None:
        return spread(label, say(strong(str(row.used)), quiet(" " + _("terbit"))), width)
    few = row.left <= FEW
    whole = row.used + row.left
    filled = round(BAR * row.used / whole) if whole else 0
    bar = say(("━" * filled, "$warning" if few else "$primary"), ("─" * (BAR - filled), "$rule"))
    left = say(("▲ ", "$warning") if few else "", (str(row.left), "bold"), (" " + _("sisa"), QUIET))
    return say(label, bar, right(left, width - LABEL - BAR))


def _last(view: ReceptionView, width: int, zone: str, *, tall: bool) -> Sequence[Content]:
    at = times.clock(view.last_at, zone) if view.last_at is not None else ""
    head = spread(quiet(_("Nomor terakhir")), quiet(at), width)
    if not view.last_number:
        return [head, BLANK, quiet(_("Belum ada nomor terbit di sini.")), BLANK, BLANK]
    if tall and big_number.fits(view.last_number, width, tall=False):
        number = [*big_number.big(view.last_number, "$number"), BLANK, say(view.last_service)]
    else:
        number = [say((view.last_number, "bold"), "  ", view.last_service)]
    return [head, BLANK, *number, BLANK, quiet(_ahead(view))]


def _ahead(view: ReceptionView) -> str:
    if view.expected_minutes is None:
        return _("{number} di depan").format(number=view.ahead)
    return _("{number} di depan, sekitar {minutes} menit").format(
        number=view.ahead, minutes=view.expected_minutes
    )
