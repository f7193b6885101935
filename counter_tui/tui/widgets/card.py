"""The grammar of every card and dialog (SCREENS §1.7): digits and letters choose, `enter` does, `esc` leaves.

Choosing never commits. A card is a modal with a thick left bar; it is closed with what was chosen, or None:

    class TransferCard(Card[str]):
        def __init__(self, number, choices):
            options = [Option(str(place), choice.name, choice.code, aside=…) for place, choice in …]
            super().__init__(title=…, aside=…, options=options, does=_("Pindahkan"))

    self.app.push_screen(TransferCard(…), self.transferred)     # called with the code, or None

A card that shows more than a list overrides `body_lines`; one with inputs adds widgets in `compose_body`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from counter_tui.language import _
from counter_tui.tui.bindings import Verb
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, key, quiet, say, spread, strong
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.marks import CURSOR

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp

R = TypeVar("R")


class Option(msgspec.Struct, Generic[R], frozen=True):
    """One choice: the digit or letter that chooses it, its words, its value, and a note at the right."""

    key: str
    label: str
    value: R
    aside: str = ""


class Card(ModalScreen[R | None], Generic[R]):
    """A dialog over a mode; `R` is what `enter` gives back."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "do", id="card.do"),
        Binding("escape", "leave", id="card.leave"),
        Binding("up", "move(-1)", id="card.up"),
        Binding("down", "move(1)", id="card.down"),
        Binding("question_mark,f1", "help", id="app.help"),
        Binding("ctrl+p", "no_palette", id="app.palette"),
        Binding("ctrl+l", "app.lock", id="app.lock"),
        Binding("ctrl+q", "app.ask_to_quit", id="app.quit"),
    ]
    DEFAULT_CSS = """
    Card { align: center middle; overflow: hidden; }
    Card > #card {
        width: 60; height: auto; background: $panel; padding: 1 3 1 3;
        border-left: thick $primary;
    }
    Card #card-lines { height: auto; }
    """

    def __init__(
        self,
        *,
        title: str,
        aside: str = "",
        options: Sequence[Option[R]] = (),
        does: str = "",
        leaves: str = "",
    ) -> None:
        super().__init__()
        self.card_title = title
        self.aside = aside
        self.options = tuple(options)
        self.does = does or _("Pilih")
        self.leaves = leaves or _("Batal")
        self.chosen = 0
        self.refusal = ""
        self._answered = False

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(id="card"):
            yield Pane(self.lines, id="card-lines")
            yield from self.compose_body()

    def compose_body(self) -> ComposeResult:
        """Add widgets below the lines, inputs above all."""
        yield from ()

    # What a card says

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the lines between title and keys: the options, one a row."""
        return [self.option_line(place, width) for place in range(len(self.options))]

    def decide(self) -> R | None:
        """Return what `enter` gives back; None leaves the card open."""
        return self.options[self.chosen].value

    def choose(self, place: int) -> None:
        """Put the cursor on an option; commits nothing."""
        self.chosen = place
        self.repaint()

    def refuse(self, sentence: str) -> None:
        """Say no in one sentence, inside the card."""
        self.refusal = sentence
        self.repaint()

    # How it is painted

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - as high as its lines
        """Return the whole card: title, body, what the keys do."""
        said = [*say((self.refusal, "bold $warning")).wrap(width), BLANK] if self.refusal and width else []
        keys = spread(key("enter", self.does), key("esc", self.leaves), width)
        head = spread(strong(self.card_title), quiet(self.aside), width)
        return [head, BLANK, *self.body_lines(width), BLANK, *said, keys]

    def option_line(self, place: int, width: int) -> Content:
        """Return one option as `▸ 3  Bayar      3 menunggu`."""
        option, here = self.options[place], place == self.chosen
        mark = (f"{CURSOR} ", KEY) if here else "  "
        label = (option.label, STRONG if here else "$foreground")
        return spread(say(mark, (option.key, KEY), "  ", label), say((option.aside, QUIET)), width)

    def repaint(self) -> None:
        """Paint again after a choice."""
        pane = self.query_one("#card-lines", Pane)
        self._set_height(pane)
        pane.repaint()

    async def on_mount(self) -> None:
        """Give the lines their height; what a subclass does on mount comes on top."""
        self._set_height(self.query_one("#card-lines", Pane))

    def _set_height(self, pane: Pane) -> None:
        width = pane.size.width or 53
        pane.styles.height = len(self.lines(width, 0))

    # Keys

    def take_key(self, event: events.Key) -> bool:
        """Choose by digit or letter; the app asks before any binding."""
        for place, option in enumerate(self.options):
            if event.character is not None and option.key == event.character.lower():
                self.choose(place)
                return True
        return False

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self.options:
            self.choose((self.chosen + by) % len(self.options))

    def action_do(self) -> None:
        """Close with what was chosen."""
        result = self.decide()
        if result is not None:
            self._close(result)

    def action_help(self) -> None:
        """Show what the keys do, over the card; it stays as it is."""
        from counter_tui.tui.cards.help import HelpCard

        here = (Verb("enter", self.does), Verb("leave", self.leaves))
        self.app.push_screen(HelpCard(here, cast("CounterApp", self.app).options.keymap))

    def action_no_palette(self) -> None:
        """Answer the key of all commands: they act on a mode, and the card comes first."""
        self.refuse(_("Kartu ini belum selesai. Tidak ada yang berubah; esc menutupnya, lalu ctrl+p."))

    def action_leave(self) -> None:
        """Close without doing anything."""
        self._close(None)

    def _close(self, result: R | None) -> None:
        """Give the answer; what the desk says to a key before that closes the card no second time."""
        if not self._answered:
            self._answered = True
            cast("CounterApp", self.app).note_card_closed()
            self.dismiss(result)
