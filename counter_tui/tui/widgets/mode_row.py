"""Row 1: the modes with their digits, and the date and time."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.language import _
from counter_tui.tui import bindings, times
from counter_tui.tui.ink import KEY, QUIET, STRONG, say, spread
from counter_tui.tui.widgets.canvas import Canvas

WIDE = 110
SHOWN = ("counter", "reception", "pickup")


class ModeRow(Canvas):
    """Shows which mode is open; `keadaan` stands in the status line instead (SCREENS §1.6)."""

    DEFAULT_CSS = """
    ModeRow { background: $panel; }
    """

    def __init__(self, mode: str) -> None:
        super().__init__(id="modes")
        self._mode = mode
        self._now: int | None = None
        self._zone = "Asia/Jakarta"

    def show(self, now: int | None, zone: str) -> None:
        """Show this moment (UTC milliseconds); None leaves the clock blank."""
        self._now, self._zone = now, zone
        self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        """Return the row."""
        modes = say(*(self._entry(mode) for mode in SHOWN))
        if self._now is None:
            return [modes]
        if width >= WIDE:
            date, time = times.long_date(self._now, self._zone), times.clock_seconds(self._now, self._zone)
        else:
            date, time = times.short_date(self._now, self._zone), times.clock(self._now, self._zone)
        return [spread(modes, say((date, QUIET), "  ", (time, STRONG), " "), width)]

    def _entry(self, mode: str) -> Content:
        key = bindings.of(mode)
        digit, label = bindings.display(key.keys), _(key.label)
        if mode == self._mode:
            return say((f" {digit} {label} ", "bold $on-primary on $primary"))
        return say(" ", (digit, KEY), " ", (label, QUIET), " ")
