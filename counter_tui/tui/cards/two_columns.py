"""A card whose left column chooses one thing and whose right column another, such as service and group."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import events
from textual.content import Content

from counter_tui.tui.ink import BLANK, KEY, STRONG, fit, quiet, say
from counter_tui.tui.widgets.card import Card, Option
from counter_tui.tui.widgets.marks import CURSOR

R = TypeVar("R")


class TwoColumnCard(Card[R], Generic[R]):
    """Left: one of `left`, always chosen, moved by the arrows. Right: one of `right`, or none yet.

    The keys of both columns differ. The key of the right choice that stands already takes it away again.
    """

    DEFAULT_CSS = """
    TwoColumnCard > #card { width: 66; }
    """
    LEFT = 30
    """Columns of the left side."""

    def __init__(self, *, title: str, aside: str = "", does: str, heads: tuple[str, str]) -> None:
        super().__init__(title=title, aside=aside, does=does)
        self._heads = heads
        self.left: Sequence[Option[str]] = ()
        self.right: Sequence[Option[str]] = ()
        self.right_chosen: int | None = None

    @property
    def left_value(self) -> str:
        """The value chosen on the left."""
        return self.left[self.chosen].value

    @property
    def right_value(self) -> str | None:
        """The value chosen on the right; None while nothing is."""
        return None if self.right_chosen is None else self.right[self.right_chosen].value

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return both columns side by side under their heads."""
        rows = max(len(self.left), len(self.right))
        lines = [say(fit(quiet(self._heads[0]), self.LEFT), quiet(self._heads[1]))]
        for place in range(rows):
            left = _cell(self.left, place, self.chosen)
            lines.append(
                say(fit(left, self.LEFT), fit(_cell(self.right, place, self.right_chosen), width - self.LEFT))
            )
        return lines

    def take_key(self, event: events.Key) -> bool:
        """Choose on either side; a letter that stands for several services goes round them."""
        typed = (event.character or "").lower()
        found = [place for place, option in enumerate(self.left) if typed and option.key == typed]
        if found:
            later = [place for place in found if place > self.chosen]
            self.choose(later[0] if self.chosen in found and later else found[0])
            return True
        for place, option in enumerate(self.right):
            if typed and option.key == typed:
                self.right_chosen = None if self.right_chosen == place else place
                self.refusal = ""
                self.repaint()
                return True
        return False

    def choose(self, place: int) -> None:
        """Put the cursor on a line of the left column."""
        self.refusal = ""
        super().choose(place)

    def action_move(self, by: int) -> None:
        """Move the cursor of the left column."""
        self.choose((self.chosen + by) % len(self.left))


def _cell(options: Sequence[Option[str]], place: int, chosen: int | None) -> Content:
    if place >= len(options):
        return BLANK
    here = place == chosen
    label = (options[place].label, STRONG if here else "$foreground")
    return say((f"{CURSOR} ", KEY) if here else "  ", (options[place].key, KEY), "  ", label)
