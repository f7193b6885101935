"""A pile of finished passports (terima paspor jadi): scan after scan is put on one shelf."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.handovers import ReadyView
from counter_tui.language import _
from counter_tui.tui.cards.input_card import InputCard
from counter_tui.tui.cards.text_input import TextInput
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, say, spread
from counter_tui.tui.scan import Scan
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.marks import DONE

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp

ROWS = 7
NUMBER = 13
NAME = 16


class ReadyPileCard(InputCard[int]):
    """Gives how many were put on a shelf; a scan counts for the shelf whatever line is being typed."""

    DEFAULT_CSS = """
    ReadyPileCard > #card { width: 78; }
    ReadyPileCard .field { height: 1; margin-bottom: 1; }
    ReadyPileCard .field Label { width: 10; color: $quiet; }
    ReadyPileCard .field TextInput { width: 1fr; }
    ReadyPileCard #rows { height: 7; }
    """

    def __init__(self) -> None:
        super().__init__(title=_("Terima paspor jadi"), does=_("Catat siap"), leaves=_("Selesai"))
        self.count = 0
        self._last: list[Content] = []

    def compose_inputs(self) -> ComposeResult:
        """Lay out shelf, number and what was put away last."""
        for name, label, hint in (
            ("shelf", _("Rak"), _("boleh kosong")),
            ("piece", _("Nomor"), _("pindai resi, atau ketik nomornya")),
        ):
            with Horizontal(classes="field"):
                yield Label(label, markup=False)
                yield TextInput(id=name, hint=hint)
        yield Pane(self.row_lines, id="rows")

    async def on_mount(self) -> None:
        """Begin with the shelf."""
        await super().on_mount()
        self.query_one("#shelf", Input).focus()

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return how the pile is worked off."""
        ask = _("Tulis raknya, lalu pindai resi satu per satu. ↑ kembali ke rak.")
        return [*quiet(ask).wrap(max(1, width)), BLANK]

    def row_lines(self, width: int, height: int) -> Sequence[Content]:
        """Return what was put away, the newest first."""
        if not self._last:
            return [quiet(_("Belum ada yang dicatat."))]
        return [fit(line, width) for line in self._last[:height]]

    async def take_scan(self, scan: Scan) -> bool:
        """Put the scanned passport on the shelf."""
        await self._put(scan.text)
        return True

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on from the shelf to the number; put what was typed on the shelf."""
        event.stop()
        piece = self.query_one("#piece", Input)
        if event.input is not piece:
            piece.focus()
        elif piece.value.strip():
            text, piece.value = piece.value.strip(), ""
            await self._put(text)
        else:
            self.refuse(_("Belum ada resi. Tidak ada yang dicatat. Pindai resi, atau ketik nomornya."))

    def action_move(self, by: int) -> None:
        """Go between shelf and number."""
        self.query_one("#shelf" if by < 0 else "#piece", Input).focus()

    async def _put(self, text: str) -> None:
        shelf = self.query_one("#shelf", Input).value
        app = cast("CounterApp", self.app)
        try:
            done = await app.desk.run(lambda desk: desk.ready_by_hand(text, shelf))
        except Refused as refusal:
            app.ring()
            self.refuse(refusal.sentence)
            return
        self.refusal = ""
        if done.outcome != "already":
            self.count += 1
        self.aside = _("{number} tercatat").format(number=self.count)
        self._last.insert(0, _line(done))
        del self._last[ROWS:]
        self.query_one("#piece", Input).focus()
        self.repaint()

    def repaint(self) -> None:
        """Paint what was put away too."""
        super().repaint()
        self.query_one("#rows", Pane).repaint()

    def action_leave(self) -> None:
        """Close with the count; everything is recorded already."""
        self._close(self.count or None)


def _line(done: ReadyView) -> Content:
    words = {
        "ready": _("siap di rak {shelf}") if done.shelf else _("siap, tanpa rak"),
        "moved": _("pindah ke rak {shelf}"),
        "already": _("sudah di rak {shelf}") if done.shelf else _("sudah tercatat siap"),
    }
    where = words[done.outcome].format(shelf=done.shelf)
    mark = ("○ ", QUIET) if done.outcome == "already" else (f"{DONE} ", "$success")
    left = say(
        mark,
        fit(say((done.number or done.application, STRONG)), NUMBER),
        fit(say(done.masked_name), NAME),
        (done.service_name, QUIET),
    )
    return spread(left, say("  ", where), 70)
