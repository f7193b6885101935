"""The code entry (`s`): scan or type a booking code, a number, or what stands on a slip."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from counter_tui.language import _
from counter_tui.tui.cards.input_card import InputCard
from counter_tui.tui.cards.text_input import TextInput
from counter_tui.tui.ink import BLANK, quiet
from counter_tui.tui.scan import Scan, ScanKind


class CodeCard(InputCard[str]):
    """Gives the text; where a code is asked for (`scans`), a scan closes the card at once."""

    def __init__(
        self, *, title: str = "", sentence: str = "", does: str = "", hint: str = "", scans: bool = True
    ) -> None:
        super().__init__(title=title or _("Pindai atau ketik"), does=does or _("Buka"))
        self._scans = scans
        self._hint = hint or "MP822869813"
        self._sentence = sentence or _(
            "Kode janji, nomor antrean, atau teks resi. Pemindai langsung membukanya."
        )

    def compose_inputs(self) -> ComposeResult:
        """Lay out the one input."""
        yield TextInput(id="code", hint=self._hint)

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return what may be typed."""
        return [*quiet(self._sentence).wrap(max(1, width)), BLANK]

    async def on_mount(self) -> None:
        """Begin to type at once."""
        await super().on_mount()
        self.query_one("#code", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        self.action_do()

    def decide(self) -> str | None:
        """Return the text; an empty line leaves the card open."""
        text = self.query_one("#code", Input).value.strip()
        if not text:
            self.refuse(_("Belum ada kode. Tidak ada yang berubah."))
            return None
        return text

    async def take_scan(self, scan: Scan) -> bool:
        """Take a scan as if it had been typed; what is not ours leaves the card open."""
        if not self._scans:
            return await super().take_scan(scan)
        if scan.kind is ScanKind.FOREIGN:
            return False
        self._close(scan.text)
        return True
