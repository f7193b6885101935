"""The command palette in our own manners; it is loaded when it is first opened."""

from textual.command import CommandPalette

from counter_tui.language import _


class Palette(CommandPalette):
    """Finds every command by its name (`ctrl+p`)."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__(placeholder=_("Cari perintah…"), id="--command-palette")
