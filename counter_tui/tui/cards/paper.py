"""The paper of a virtual printer, shown on the screen: the demo's way to hold a slip in the hand."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from counter_tui.language import _
from counter_tui.tui.ink import key, quiet, say
from counter_tui.tui.widgets.canvas import Pane

OWN_KEYS = frozenset({"escape", "up", "down", "pageup", "pagedown"})


class PaperCard(ModalScreen[None]):
    """Shows a sheet until `esc`, any other key or a scan, which then acts below: paper holds nobody up."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", id="card.leave"),
        Binding("up", "roll(-1)", id="card.up"),
        Binding("down", "roll(1)", id="card.down"),
        Binding("pageup", "roll(-10)", id="card.page_up"),
        Binding("pagedown", "roll(10)", id="card.page_down"),
    ]
    DEFAULT_CSS = """
    PaperCard { align: right middle; overflow: hidden; background: $background 30%; }
    PaperCard > #paper {
        width: 65; height: auto; max-height: 100%; padding: 0 1;
        background: $panel; border-left: outer $primary;
    }
    PaperCard #sheet {
        height: auto; max-height: 21; scrollbar-size: 0 0; padding: 0 1; background: $surface;
    }
    PaperCard #sheet Static { width: auto; height: auto; }
    PaperCard #paper-head, PaperCard #paper-keys { height: 1; }
    """

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Lay out head, sheet and keys."""
        with VerticalScroll(id="paper"):
            yield Pane(self._head, id="paper-head")
            with VerticalScroll(id="sheet", can_focus=False):
                yield Static(Content("\n".join(self._lines)))
            yield Pane(self._keys, id="paper-keys")

    def _head(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        return [say((self._title, "bold"), "  ", quiet(_("printer contoh, kertasnya di layar")))]

    def _keys(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - one row
        return [say(key("esc", _("Tutup")), "   ", key("↑ ↓", _("Gulir")))]

    def wants(self, key: str) -> bool:
        """Keep only what closes the sheet or rolls it."""
        return key in OWN_KEYS

    def action_roll(self, by: int) -> None:
        """Roll the sheet up or down."""
        self.query_one("#sheet", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_leave(self) -> None:
        """Put the paper away."""
        self.dismiss()
