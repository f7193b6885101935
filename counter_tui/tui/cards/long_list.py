"""A card with more lines than fit: it shows a window of them that follows the cursor."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content

from counter_tui.language import _
from counter_tui.tui.ink import quiet, right
from counter_tui.tui.widgets.card import Card

R = TypeVar("R")
ROWS = 11
"""Lines that fit into a card at 80×24."""


class LongCard(Card[R], Generic[R]):
    """Pages its lines; the keys of lines out of sight choose too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", id="card.page_up"),
        Binding("pagedown", "page(1)", id="card.page_down"),
    ]

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the lines in sight, and where they stand in the whole."""
        count = len(self.options)
        if count <= ROWS:
            return super().body_lines(width)
        top = min(max(0, self.chosen - ROWS // 2), count - ROWS)
        where = _("{first}–{last} dari {count}").format(first=top + 1, last=top + ROWS, count=count)
        seen = [self.option_line(place, width) for place in range(top, top + ROWS)]
        return [*seen, right(quiet(where), width)]

    def choose(self, place: int) -> None:
        """Put the cursor on a line and take the last refusal away."""
        self.refusal = ""
        super().choose(place)

    def action_page(self, by: int) -> None:
        """Move a page up or down, not beyond the ends."""
        if self.options:
            self.choose(max(0, min(self.chosen + by * ROWS, len(self.options) - 1)))
