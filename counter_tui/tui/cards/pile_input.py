"""One line for scan after scan: it takes whole lists from the clipboard, and `del` takes a line back."""

from textual import events
from textual.message import Message

from counter_tui.tui.cards.text_input import TextInput


class PileInput(TextInput):
    """Posts `Pasted` with all lines of a paste, where an input of one line would keep only the first."""

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, lines: list[str]) -> None:
            super().__init__()
            self.lines = lines

    class TakenBack(Message):
        """`del` in an empty line."""

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(lines))

    def action_delete_right(self) -> None:
        """Delete in the line; in an empty one take a line of the pile back."""
        if self.value:
            super().action_delete_right()
        else:
            self.post_message(self.TakenBack())
