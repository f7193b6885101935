"""Row 24: at most six verbs, drawn in one line from the state of the screen."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.language import _
from counter_tui.tui.bindings import Verb, display, of
from counter_tui.tui.ink import key, say, spread
from counter_tui.tui.widgets.canvas import Canvas
from counter_tui.tui.widgets.mode_row import WIDE

MOST = 6


class KeyBar(Canvas):
    """Shows what the keys do right now; the first verb is always that of `enter` or `spasi`."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._verbs: tuple[Verb, ...] = ()

    def show(self, verbs: Sequence[Verb]) -> None:
        """Show these verbs."""
        self._verbs = tuple(verbs)[:MOST]
        self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        """Return the row; labels that do not fit are dropped from the right, help never is."""
        help_key = say("  ", key("?", _("Bantuan")), " ")
        room = width - help_key.cell_length
        row = say(" ")
        for place, verb in enumerate(self._verbs):
            label = verb.wide if width >= WIDE and verb.wide else verb.label
            entry = key(verb.keys or display(of(verb.verb).keys), label)
            longer = say(row, "  " if place else "", entry)
            if longer.cell_length > room:
                break
            row = longer
        return [spread(row, help_key, width)]
