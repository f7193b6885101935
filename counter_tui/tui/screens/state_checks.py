"""Perlu diperiksa: streams in which facts contradict each other; both facts are kept, here they are read."""

from textual.content import Content

from counter_tui.desk.views.state import CheckRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, say, spread
from counter_tui.tui.widgets.row_list import RowList

SUBJECT = 9
BELOW = 4


def lines(checks: RowList[CheckRow], width: int, height: int, *, zone: str) -> list[Content]:
    """Return the tab: the list, and one sentence on what it means."""
    if not checks.rows:
        return [quiet(_("Tidak ada yang perlu diperiksa."))]

    def paint(row: CheckRow, inner: int) -> Content:
        left = say(" ", fit(say((row.subject, STRONG)), SUBJECT), row.text)
        return spread(left, say((times.clock(row.at, zone), QUIET), " "), inner)

    room = max(1, height - BELOW)
    sentence = _(
        "Kedua catatan disimpan, tidak dihapus. Sampaikan kepada kepala seksi; nomornya tetap dapat dilayani."
    )
    return [*checks.lines(width, room, paint), BLANK, *quiet(sentence).wrap(max(1, width))]
