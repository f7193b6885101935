"""One line of text inside a card."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class TextInput(Input):
    """Letters are text here; `esc` leaves the card, arrows up and down belong to it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.leave", show=False),
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", show=False),
        Binding("pageup", "screen.page(-1)", show=False),
        Binding("pagedown", "screen.page(1)", show=False),
    ]
    DEFAULT_CSS = """
    TextInput, TextInput.-textual-compact, TextInput:focus {
        height: 1; border: none; padding: 0 1; background: $background; color: $foreground;
    }
    """

    def __init__(self, *, id: str, hint: str = "", value: str = "", hidden: bool = False) -> None:  # noqa: A002 - Textual's name
        super().__init__(value, placeholder=hint, password=hidden, id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False
