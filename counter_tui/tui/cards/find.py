"""Find (cari, `/`): type a number, a code or part of a name; the hits stand below while typing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.finding import FoundRow
from counter_tui.language import _
from counter_tui.tui.cards.input_card import InputCard
from counter_tui.tui.cards.text_input import TextInput
from counter_tui.tui.ink import KEY, QUIET, STRONG, fit, quiet, say, spread
from counter_tui.tui.scan import Scan, ScanKind
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.card import Option
from counter_tui.tui.widgets.marks import CURSOR

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.app import CounterApp

NUMBER = 13
NAME = 20
HITS = 9


class FindCard(InputCard[FoundRow]):
    """Gives the hit under the cursor; what it then does is the screen's affair."""

    DEFAULT_CSS = """
    FindCard > #card { width: 78; }
    FindCard #hits { height: 10; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__(title=_("Cari"), aside=_("nomor, kode, atau sebagian nama"), does=_("Buka"))
        self._searched = ""

    def compose_inputs(self) -> ComposeResult:
        """Lay out the input and the hits, whose place never changes."""
        yield TextInput(id="wanted", hint=_("nomor, kode, nama"))
        yield Pane(self.hit_lines, id="hits")

    async def on_mount(self) -> None:
        """Begin to type at once."""
        await super().on_mount()
        self.query_one("#wanted", Input).focus()

    def body_lines(self, width: int) -> Sequence[Content]:  # noqa: ARG002 - the hits stand below the input
        """Return nothing: the hits have a pane of their own."""
        return []

    def hit_lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the hits in sight."""
        if not self.options:
            unknown = _("Tidak ditemukan. Coba sebagian nama, atau n.")
            return [quiet(unknown)] if self._searched else []
        rows = height - 1
        top = min(max(0, self.chosen - rows // 2), max(0, len(self.options) - rows))
        seen = range(top, min(top + rows, len(self.options)))
        return [self.option_line(place, width) for place in seen] + self._where(top, rows)

    def _where(self, top: int, rows: int) -> list[Content]:
        count = len(self.options)
        if count <= rows:
            return []
        return [
            quiet(
                _("{first}–{last} dari {count}").format(
                    first=top + 1, last=min(top + rows, count), count=count
                )
            )
        ]

    def option_line(self, place: int, width: int) -> Content:
        """Return one hit: number or code, masked name, service, where it stands."""
        row, here = self.options[place].value, place == self.chosen
        first = fit(say((row.number or row.code, STRONG if here else "$foreground")), NUMBER)
        name = fit(say((row.masked_name, "$foreground")), NAME)
        left = say((f"{CURSOR} ", KEY) if here else "  ", first, name, (row.service_name, QUIET))
        line = spread(left, say("  ", (row.state, "$foreground")), width)
        return line.stylize_before("on $cursor-row") if here else line

    def action_page(self, by: int) -> None:
        """Move a page up or down, not beyond the ends."""
        if self.options:
            self.choose(max(0, min(self.chosen + by * HITS, len(self.options) - 1)))

    def repaint(self) -> None:
        """Paint the hits too."""
        super().repaint()
        self.query_one("#hits", Pane).repaint()

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what stands there now; an older search that is still under way counts no more."""
        event.stop()
        self.run_worker(self._search(event.value), exclusive=True)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the hit under the cursor, of what stands there now; meanwhile the card can be left."""
        event.stop()
        self.run_worker(self._open(event.value), exclusive=True)

    async def take_scan(self, scan: Scan) -> bool:
        """Look for a scanned code as if it had been typed; a slip is found already, and leaves the card."""
        if scan.kind is ScanKind.SLIP:
            self.call_later(self.action_leave)
            return False
        if scan.kind is ScanKind.FOREIGN:
            return await super().take_scan(scan)
        self.query_one("#wanted", Input).value = scan.text
        return True

    def look(self, desk: "Desk", wanted: str) -> tuple[FoundRow, ...]:
        """Return the hits; runs in the desk's thread."""
        return desk.find(wanted)

    async def _search(self, text: str) -> None:
        wanted = text.strip()
        try:
            rows = (
                await cast("CounterApp", self.app).desk.run(lambda desk: self.look(desk, wanted))
                if wanted
                else ()
            )
        except Refused as refusal:
            if not self._answered:
                self.refuse(refusal.sentence)
            return
        if self._answered:  # left meanwhile: there is nothing any more to paint on
            return
        self._searched, self.refusal = wanted, ""
        self.options = tuple(Option("", row.number, row) for row in rows)
        self.chosen = 0
        self.repaint()

    async def _open(self, text: str) -> None:
        if text.strip() != self._searched:
            await self._search(text)
        if not self._answered:
            self.action_do()

    def decide(self) -> FoundRow | None:
        """Return the hit; without one the card stays open and says so."""
        if not self.options:
            self.refuse(_("Belum ada yang ditemukan. Ketik nomor, kode, atau sebagian nama."))
            return None
        return self.options[self.chosen].value
