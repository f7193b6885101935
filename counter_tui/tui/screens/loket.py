"""Mode 1, the counter (loket): call, start, complete, hold, miss, transfer, undo, print the slip."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from counter_tui.desk.views import CounterView, StageView, TicketView, TrailView
from counter_tui.language import _
from counter_tui.tui.bindings import Verb, display, of
from counter_tui.tui.screens.base import ModeScreen
from counter_tui.tui.screens.loket_main import main_lines
from counter_tui.tui.screens.loket_side import side_lines

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

STAGE_VERBS = {"interview": "interview", "biometrics": "biometrics"}


class Loket(ModeScreen[CounterView]):
    """The counter in all its states: empty, called, serving, with held numbers and problems."""

    MODE = "loket"

    def fetch(self, desk: "Desk") -> CounterView:
        """Return what this counter has in hand and who waits for it."""
        return desk.counter_view()

    def trail(self, view: CounterView) -> TrailView | None:
        """Return the last action here."""
        return view.trail

    @property
    def current(self) -> TicketView | None:
        """The number in hand."""
        return self.view.current if self.view is not None else None

    # What it shows

    def main_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the number in hand."""
        if self.view is None:
            return []
        return main_lines(self.view, width, height, now=self.now(), zone=self.zone, tall=self.roomy)

    def side_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint who waits."""
        if self.view is None:
            return []
        return side_lines(self.view, width, height, now=self.now(), wide=self.wide, tall=self.tall)

    def verbs(self) -> Sequence[Verb]:
        """Return the six verbs of the present state."""
        if self.view is None:
            return []
        ticket = self.view.current
        if ticket is None:
            return self._empty_verbs(self.view)
        if ticket.status == "called":
            return [
                Verb("enter", _("Mulai"), _("Mulai melayani")),
                Verb("recall", _("Ulang"), _("Panggil ulang")),
                Verb("missed", _("Tidak hadir")),
                *_setting_aside(),
            ]
        return [*_stage_verbs(ticket.stages), *_setting_aside(), Verb("slip", _("Resi"))]

    def _empty_verbs(self, view: CounterView) -> list[Verb]:
        verbs = [Verb("call", _("Panggil"), _("Panggil berikutnya"))]
        if view.last is not None and view.last.applications:
            verbs.append(Verb("slip", _("Salinan") if view.last.slip_copies else _("Resi")))
        if len(view.held) == 1:
            verbs.append(Verb("hold", _("Ambil {number}").format(number=view.held[0].number)))
        elif view.held:
            verbs.append(Verb("hold", _("Ambil ({count} ditahan)").format(count=len(view.held))))
        return [*verbs, Verb("new", _("Nomor")), Verb("find", _("Cari")), Verb("scan", _("Resi"))]

    # What it does

    async def do_call(self) -> None:
        """Call who is next; refused while a number is open here."""
        await self.act(lambda desk: desk.call_next())

    async def do_enter(self) -> None:
        """Start the called number, or complete the current stage."""
        if self.current is not None and self.current.status == "serving":
            await self.act(lambda desk: desk.complete_current())
        else:
            await self.act(lambda desk: desk.start())

    async def do_interview(self) -> None:
        """Complete the interview, also straight from called."""
        await self.act(lambda desk: desk.complete("interview"))

    async def do_biometrics(self) -> None:
        """Complete the biometrics, also straight from called."""
        await self.act(lambda desk: desk.complete("biometrics"))

    async def do_recall(self) -> None:
        """Call the number again."""
        await self.act(lambda desk: desk.recall())

    async def do_missed(self) -> None:
        """Mark the called number as not there."""
        await self.act(lambda desk: desk.missed())


def _stage_verbs(stages: Sequence[StageView]) -> list[Verb]:
    """Return `enter/i Wawancara` for the current stage, then the other open stages that have a key."""
    verbs: list[Verb] = []
    for stage in stages:
        if stage.done or not (stage.current or stage.key in STAGE_VERBS):
            continue
        wide = _("{stage} selesai").format(stage=stage.name)
        letter = display(of(STAGE_VERBS[stage.key]).keys) if stage.key in STAGE_VERBS else ""
        if stage.current:
            keys = f"{display(of('enter').keys)}/{letter}" if letter else ""
            verbs.insert(0, Verb("enter", stage.name, wide, keys))
        else:
            verbs.append(Verb(STAGE_VERBS[stage.key], stage.name, wide))
    return verbs


def _setting_aside() -> list[Verb]:
    return [
        Verb("hold", _("Tahan")),
        Verb("transfer", _("Pindah")),
        Verb("outcome", _("Lain"), _("Hasil lain")),
    ]
