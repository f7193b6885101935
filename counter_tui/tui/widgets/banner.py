"""Row 2: what every officer at this counter must know right now; blank without it."""

from collections.abc import Sequence

import msgspec
from textual.content import Content

from counter_tui.tui.ink import say, spread
from counter_tui.tui.widgets.canvas import Canvas


class Disruption(msgspec.Struct, frozen=True):
    """A word in capitals, a sentence, and what `0` opens."""

    heading: str
    sentence: str
    hint: str


class Banner(Canvas):
    """One line on `$banner`, its key `0` at the right edge; nothing moves when it comes or goes."""

    DEFAULT_CSS = """
    Banner.-shown { background: $banner; color: $on-banner; }
    """

    def __init__(self) -> None:
        super().__init__(id="banner")
        self._shown: Disruption | None = None

    def show(self, disruption: Disruption | None) -> None:
        """Show it, or clear the row."""
        if disruption != self._shown:
            self._shown = disruption
            self.set_class(disruption is not None, "-shown")
            self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        """Return the row."""
        if self._shown is None:
            return []
        left = say(" ▲ ", (self._shown.heading, "bold"), " ", self._shown.sentence)
        return [spread(left, say(" ", ("0", "bold"), f" {self._shown.hint} "), width)]
