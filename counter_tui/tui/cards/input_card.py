"""A card with inputs: title and words above them, what the keys do below."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from counter_tui.tui.ink import BLANK, key, quiet, say, spread, strong
from counter_tui.tui.scan import Scan, ScanKind
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.card import Card

R = TypeVar("R")


class InputCard(Card[R], Generic[R]):
    """A subclass lays its inputs out in `compose_inputs`; a refusal stands between them and the keys."""

    DEFAULT_CSS = """
    InputCard #card-foot { height: 2; }
    """

    def compose_body(self) -> ComposeResult:
        """Lay out the inputs and the foot."""
        yield from self.compose_inputs()
        yield Pane(self._foot, id="card-foot")

    def compose_inputs(self) -> ComposeResult:
        """Lay out the inputs."""
        yield from ()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - as high as its lines
        """Return what stands above the inputs."""
        return [spread(strong(self.card_title), quiet(self.aside), width), BLANK, *self.body_lines(width)]

    def _foot(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - as high as its lines
        keys = spread(key("enter", self.does), key("esc", self.leaves), width)
        said = say((self.refusal, "bold $warning")).wrap(max(1, width)) if self.refusal else []
        return [BLANK, *said, *([BLANK] if said else []), keys]

    def repaint(self) -> None:
        """Paint again, with room for a refusal."""
        super().repaint()
        foot = self.query_one("#card-foot", Pane)
        foot.styles.height = len(self._foot(foot.size.width or 53, 0))
        foot.repaint()

    async def take_scan(self, scan: Scan) -> bool:
        """Type a scan into the field that has the focus, as a paste is; a slip waits for the card's end."""
        field = self.focused
        if scan.kind is ScanKind.SLIP or "\n" in scan.text or not isinstance(field, Input):
            return False
        field.insert_text_at_cursor(scan.text)
        return True
