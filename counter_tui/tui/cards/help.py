"""The help panel (bantuan): every key and what it does, out of the one table of `bindings.py`."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from counter_tui.language import _
from counter_tui.tui import bindings
from counter_tui.tui.bindings import Key, Verb
from counter_tui.tui.ink import BLANK, KEY, fit, key, quiet, say, spread, strong
from counter_tui.tui.widgets.card import Card

ROWS = 16
KEYS = 9
LABEL = 16
WIDTH = 72
"""Columns inside the panel."""


class HelpCard(Card[bool]):
    """What the keys do here stands first, then every key; `enter` and `esc` both close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", id="card.page_up"),
        Binding("pagedown,space", "page(1)", id="card.page_down"),
        Binding("question_mark,f1", "leave", id="app.help"),
    ]
    DEFAULT_CSS = """
    HelpCard > #card { width: 78; padding: 1 2; }
    """

    def __init__(self, here: Sequence[Verb], keymap: Mapping[str, str]) -> None:
        super().__init__(title=_("Bantuan"), aside=_("satu tombol, satu arti, di semua layar"))
        self._here = tuple(here)
        self._keymap = dict(keymap)
        self._top = 0

    def rows(self) -> list[Content]:
        """Return every line of the help."""
        lines = [strong(_("Di layar ini"))]
        lines += [self._here_line(verb) for verb in self._here]
        titles = {
            "action": _("Tindakan"),
            "mode": _("Layar"),
            "move": _("Kursor"),
            "app": _("Program"),
        }
        for group, title in titles.items():
            lines += [BLANK, strong(title)]
            lines += [row for one in bindings.TABLE if one.group == group for row in self._lines(one)]
        lines += [BLANK, strong(_("Pemindai")), *self._scanner_lines()]
        return lines

    def _here_line(self, verb: Verb) -> Content:
        one = bindings.of(verb.verb)
        shown = verb.keys or self._shown(one)
        return say(fit(say((shown, KEY)), KEYS), verb.wide or verb.label)

    def _lines(self, one: Key) -> list[Content]:
        head = say(fit(say((self._shown(one), KEY)), KEYS), fit(say(_(one.label)), LABEL))
        helped = quiet(_(one.help)).wrap(WIDTH - KEYS - LABEL)
        return [say(head if not place else " " * (KEYS + LABEL), row) for place, row in enumerate(helped)]

    def _shown(self, one: Key) -> str:
        keys = self._keymap.get(one.id, one.keys)
        return " ".join(bindings.display(each) for each in keys.split(","))

    def _scanner_lines(self) -> list[Content]:
        return [
            quiet(_("Resi membuka Penyerahan, kode janji membuka kartu hadir, dari layar mana pun.")),
            quiet(_("Pindaian tidak pernah menekan tombol, dan tidak mengganti kartu yang terbuka.")),
        ]

    def wants(self, key: str) -> bool:
        """Keep every key; a scan acts below, for help holds nobody up."""
        return bool(key)

    def body_lines(self, width: int) -> Sequence[Content]:  # noqa: ARG002 - cut by the card
        """Return the lines in sight, always as many."""
        seen = self.rows()[self._top : self._top + ROWS]
        return [*seen, *[BLANK] * (ROWS - len(seen))]

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the panel with keys of its own."""
        lines = list(super().lines(width, height))
        count = len(self.rows())
        where = _("{last} dari {count}").format(last=min(self._top + ROWS, count), count=count)
        lines[-1] = spread(say(key("esc", _("Tutup")), "   ", key("↑ ↓", _("Gulir"))), quiet(where), width)
        return lines

    def decide(self) -> bool:
        """Close."""
        return True

    def action_move(self, by: int) -> None:
        """Scroll by a line."""
        self._top = max(0, min(self._top + by, len(self.rows()) - ROWS))
        self.repaint()

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.action_move(by * ROWS)
