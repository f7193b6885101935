"""Row 23: who acts where, the printer, the line to the centre, and `0 Keadaan`."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.state import PrinterView, StatusView, SyncView
from counter_tui.desk.views.tone import Tone
from counter_tui.language import _
from counter_tui.tui.ink import KEY, QUIET, say, spread
from counter_tui.tui.widgets.canvas import Canvas
from counter_tui.tui.widgets.marks import MARKS, STYLES
from counter_tui.tui.widgets.mode_row import WIDE
from counter_tui.tui.widgets.sync_words import sync_words

_PRINTER_TONES = {
    "ready": Tone.OK,
    "busy": Tone.BUSY,
    "notice": Tone.SOON,
    "problem": Tone.LATE,
    "none": Tone.IDLE,
}


class StatusLine(Canvas):
    """State, count and age always stay.

    Where it is too narrow, first the word after `0` goes, then the officer's initial, then the counter.
    """

    DEFAULT_CSS = """
    StatusLine { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__(id="status")
        self._status: StatusView | None = None
        self._now = 0

    def show(self, status: StatusView | None, now: int) -> None:
        """Show this state at this moment (UTC milliseconds)."""
        self._status, self._now = status, now
        self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        """Return the row."""
        status = self._status
        if status is None:
            return []
        wide = width >= WIDE
        officer = status.officer_full if wide else status.officer
        first = officer.split(" ")[0]
        state = say(
            _printer(status.printer, wide=wide), "   ", _sync(status.sync, self._now, status.zone, wide=wide)
        )
        whole, short = self._label(_("Keadaan")), self._label("")
        tries = ((officer, True, whole), (officer, True, short), (first, True, short), (first, False, short))
        for name, place, label in tries:
            left = say((f" {name}", "$foreground"), (f"  {status.counter}" * place, QUIET), "   ", state)
            if left.cell_length + label.cell_length <= width:
                break
        return [spread(left, label, width)]

    def _label(self, word: str) -> Content:
        checks = self._status.checks if self._status is not None else 0
        flagged = (f"◆ {checks}  ", "$foreground") if checks else ""
        return say("  ", flagged, ("0", KEY), (f" {word}" if word else "", QUIET), " ")


def _printer(view: PrinterView, *, wide: bool) -> Content:
    tone = _PRINTER_TONES.get(view.state, Tone.LATE)
    word = view.word if wide or tone is not Tone.OK else _("Printer")
    style = {Tone.LATE: "bold $error", Tone.SOON: STYLES[Tone.SOON]}.get(tone, QUIET)
    return say((MARKS[tone], STYLES[tone]), " ", (word, style))


def _sync(view: SyncView, now: int, zone: str, *, wide: bool) -> Content:
    words = sync_words(view, now, zone)
    head, tail = (words.wide_head, words.wide_tail) if wide else (words.head, words.tail)
    mark = MARKS[Tone.IDLE] if view.state == "offline" else MARKS[words.tone]
    if words.tone is Tone.OK:
        return say((mark, STYLES[words.tone]), " ", (head + tail, QUIET))
    style = "$foreground" if words.tone is Tone.BUSY else f"bold {STYLES[words.tone]}"
    return say((mark, STYLES[words.tone]), " ", (head, style), (tail, "$foreground"))
