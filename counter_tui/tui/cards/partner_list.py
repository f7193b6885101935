"""The list of passports that a partner collects together: scanned, typed, pasted or read from a file."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.partner import PartnerListView, PartnerRow
from counter_tui.language import _
from counter_tui.tui.cards.input_card import InputCard
from counter_tui.tui.cards.pile_input import PileInput
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, key, quiet, say, spread
from counter_tui.tui.line_file import lines_of
from counter_tui.tui.scan import Scan
from counter_tui.tui.widgets.canvas import Pane
from counter_tui.tui.widgets.marks import CURSOR, DONE

if TYPE_CHECKING:
    from counter_tui.tui.app import CounterApp

ROWS = 7
PLACE = 5
NUMBER = 13
NAME = 16
SHELF = 8
MARKS = {"ready": (DONE, "$success"), "unknown": ("○", "$warning"), "not_ready": ("…", "$warning")}
REFUSED = ("■", "$error")


class PartnerListCard(InputCard[tuple[str, ...]]):
    """Gives the applications that may be handed over; `lines` keeps what was scanned when it is left."""

    DEFAULT_CSS = """
    PartnerListCard > #card { width: 78; }
    PartnerListCard #rows { height: 9; margin-top: 1; }
    """

    def __init__(self, lines: list[str]) -> None:
        super().__init__(title=_("Serahkan ke mitra"), does=_("Tambah"), leaves=_("Simpan dulu"))
        self._lines = lines
        self._view = PartnerListView(())

    def compose_inputs(self) -> ComposeResult:
        """Lay out the input and the list, whose place never changes."""
        yield PileInput(id="piece", hint=_("A-027, teks resi, atau letak berkas"))
        yield Pane(self.row_lines, id="rows")

    async def on_mount(self) -> None:
        """Begin to scan at once, with what was scanned before."""
        await super().on_mount()
        self.query_one("#piece", Input).focus()
        await self._look()

    # How it is painted

    def body_lines(self, width: int) -> Sequence[Content]:  # noqa: ARG002 - one short row
        """Return how the list grows, and shrinks."""
        ask = say(quiet(_("Pindai, ketik, atau tempel daftarnya.") + "  "), key("del", _("keluarkan baris")))
        return [ask, BLANK]

    def _counts(self) -> Content:
        count = Counter(row.status if row.status in MARKS else "used" for row in self._view.rows)
        names = {
            "ready": _("{number} siap"),
            "unknown": _("{number} belum pasti"),
            "not_ready": _("{number} belum siap"),
            "used": _("{number} tidak dapat"),
        }
        parts = [
            say((f"{mark} ", style), names[status].format(number=count[status]))
            for status, (mark, style) in {**MARKS, "used": REFUSED}.items()
            if count[status] or status == "ready"
        ]
        return Content("   ").join(parts)

    def row_lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the rows in sight, the newest first."""
        rows = self._view.rows
        if not rows:
            return [quiet(_("Daftarnya masih kosong."))]
        top = min(max(0, self.chosen - ROWS // 2), max(0, len(rows) - ROWS))
        seen = [self._row(place, width) for place in range(top, min(top + ROWS, len(rows)))]
        where = quiet(_("{number} baris").format(number=len(rows)))
        return [*seen, *[BLANK] * (height - 1 - len(seen)), spread(self._counts(), where, width)]

    def _row(self, place: int, width: int) -> Content:
        row, here = self._newest(place), place == self.chosen
        mark, style = MARKS.get(row.status, REFUSED)
        left = say(
            (f"{CURSOR} ", KEY) if here else "  ",
            fit(quiet(str(len(self._view.rows) - place)), PLACE),
            (f"{mark} ", style),
            fit(say((row.number or row.text, STRONG)), NUMBER),
            fit(say(row.masked_name), NAME),
            (row.service_name, QUIET),
        )
        note = say((row.shelf, STRONG)) if row.status == "ready" and row.shelf else say(row.status_name)
        line = spread(left, say("  ", note), width)
        return line.stylize_before("on $cursor-row") if here else line

    def _newest(self, place: int) -> PartnerRow:
        return self._view.rows[-1 - place]

    def repaint(self) -> None:
        """Paint the rows too."""
        super().repaint()
        self.query_one("#rows", Pane).repaint()

    # What it does

    async def take_scan(self, scan: Scan) -> bool:
        """Put a scanned slip or code on the list."""
        await self._add([scan.text])
        return True

    async def on_pile_input_pasted(self, event: PileInput.Pasted) -> None:
        """Put a pasted list on it."""
        event.stop()
        await self._add(event.lines)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put what was typed on the list, line by line from a file; an empty line goes on to the partner."""
        event.stop()
        text = event.value.strip()
        if not text:
            self.action_do()
            return
        try:
            lines = await cast("CounterApp", self.app).desk.run(lambda _desk: lines_of(text))
        except Refused as refusal:
            self.refuse(refusal.sentence)
            return
        event.input.value = ""
        await self._add(lines)

    async def on_pile_input_taken_back(self, event: PileInput.TakenBack) -> None:
        """Take the line under the cursor off the list; the passport stays where it is."""
        event.stop()
        if self._lines:
            del self._lines[-1 - self.chosen]
            await self._look()

    async def _add(self, lines: Sequence[str]) -> None:
        self._lines += lines
        self.chosen = 0
        await self._look()

    async def _look(self) -> None:
        wanted = tuple(self._lines)
        try:
            self._view = await cast("CounterApp", self.app).desk.run(lambda desk: desk.partner_list(wanted))
        except Refused as refusal:
            self.refuse(refusal.sentence)
            return
        self.chosen = max(0, min(self.chosen, len(self._view.rows) - 1))
        self.does = _("Tambah; kosong: lanjut") if self._view.applications else _("Tambah")
        self.refusal = ""
        self.repaint()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._view.rows:
            self.choose(max(0, min(self.chosen + by, len(self._view.rows) - 1)))

    def action_page(self, by: int) -> None:
        """Move a page up or down."""
        self.action_move(by * ROWS)

    def decide(self) -> tuple[str, ...] | None:
        """Return what may be handed over; an empty list stays open."""
        if not self._view.applications:
            self.refuse(_("Belum ada paspor yang dapat diserahkan di daftar ini. Pindai resinya dulu."))
            return None
        return self._view.applications
