"""Row 2: a disruption (gangguan) that every officer must know; blank without one."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.tui.ink import say, spread
from counter_tui.tui.widgets.canvas import Canvas


class Banner(Canvas):
    """One line on `$banner`, its key `0` at the right edge; nothing moves when it comes or goes."""

    DEFAULT_CSS = """
    Banner.-shown { background: $banner; color: $on-banner; }
    """

    def __init__(self) -> None:
        super().__init__(id="banner")
        self._heading = ""
        self._sentence = ""
        self._hint = ""

    def show(self, heading: str, sentence: str, hint: str) -> None:
        """Show a disruption: its word in capitals, its sentence, and what `0` opens; empty clears it."""
        self._heading, self._sentence, self._hint = heading, sentence, hint
        self.set_class(bool(heading), "-shown")
        self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        """Return the row."""
        if not self._heading:
            return []
        left = say(" ▲ ", (self._heading, "bold"), " ", self._sentence)
        return [spread(left, say(" ", ("0", "bold"), f" {self._hint} "), width)]
