"""Mode 1, the counter (loket): call, start, complete, hold, miss, transfer, undo, print the slip."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from counter_tui.desk.views.counter import CounterView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.tui.bindings import Verb
from counter_tui.tui.screens.base import ModeScreen
from counter_tui.tui.screens.counter_keys import verbs
from counter_tui.tui.screens.counter_main import main_lines
from counter_tui.tui.screens.counter_side import last_top, side_lines
from counter_tui.tui.widgets.banner import Disruption
from counter_tui.tui.widgets.canvas import Pane

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

PAGE = 10


class CounterScreen(ModeScreen[CounterView]):
    """The counter in all its states: empty, called, serving, with held numbers and problems."""

    MODE = "counter"

    def __init__(self) -> None:
        super().__init__()
        self._top = 0
        """The first row of the waiting list in sight."""
        self._in_hand = ""

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

    def shown(self) -> None:
        """Show the list from its head again whenever another number is in hand."""
        current = self.current.id if self.current is not None else ""
        if current != self._in_hand:
            self._in_hand, self._top = current, 0

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
        self._top = min(self._top, last_top(self.view, height, tall=self.tall))
        return side_lines(
            self.view, width, height, now=self.now(), wide=self.wide, tall=self.tall, top=self._top
        )

    def disruption(self) -> Disruption | None:
        """Say that the records of the number in hand contradict each other."""
        ticket = self.current
        if ticket is None or not ticket.attention:
            return None
        return Disruption(_("PERLU DIPERIKSA"), f"{ticket.number}: {ticket.attention}", _("Rinci"))

    def verbs(self) -> Sequence[Verb]:
        """Return the six verbs of the present state."""
        return verbs(self.view) if self.view is not None else []

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

    def do_up(self) -> None:
        """Look one row up the list of those who wait."""
        self._roll(-1)

    def do_down(self) -> None:
        """Look one row down the list."""
        self._roll(1)

    def do_page_up(self) -> None:
        """Look one page up the list."""
        self._roll(-PAGE)

    def do_page_down(self) -> None:
        """Look one page down the list."""
        self._roll(PAGE)

    def _roll(self, by: int) -> None:
        side = self.query_one("#side", Pane)
        if self.view is not None:
            furthest = last_top(self.view, side.size.height, tall=self.tall)
            self._top = max(0, min(self._top + by, furthest))
            side.repaint()

    async def do_leave(self) -> None:
        """Show the head of the list again, or take away a message."""
        if self._top:
            self._roll(-self._top)
        else:
            await super().do_leave()

    async def do_hold(self) -> None:
        """Set the number aside; at an empty counter take one back."""
        if self.view is None:
            return
        if self.view.current is not None or not self.view.held:
            await self._hold()
        elif len(self.view.held) == 1:
            await self._resume(self.view.held[0].id)
        else:
            from counter_tui.tui.cards.reasons import HeldCard

            await self.ask(HeldCard(self.view.held, self.now()), self._resume)

    async def _hold(self) -> None:
        from counter_tui.tui.cards.reasons import HoldCard

        if self.current is None:
            await self.act(lambda desk: desk.resume())
            return
        reasons = await self.look(lambda desk: desk.hold_reasons())
        if reasons:
            await self.ask(
                HoldCard(self.current.number, reasons), lambda code: self.act(lambda desk: desk.hold(code))
            )

    async def _resume(self, ticket: str) -> None:
        await self.act(lambda desk: desk.resume(ticket))

    async def do_transfer(self) -> None:
        """Move the number elsewhere."""
        choices = await self.look(lambda desk: desk.transfer_choices())
        if choices and self.current is not None:
            from counter_tui.tui.cards.transfer import TransferCard

            stage = next((stage.name for stage in self.current.stages if stage.current), "")
            card = TransferCard(
                self.current.number, choices, aside=_("sekarang {stage}").format(stage=stage) if stage else ""
            )
            await self.ask(card, lambda code: self.act(lambda desk: desk.transfer(code)))

    async def do_outcome(self) -> None:
        """Record another outcome, always with a reason."""
        choices = await self.look(lambda desk: desk.outcome_choices())
        if choices and self.current is not None:
            from counter_tui.tui.cards.outcome import OutcomeCard

            await self.ask(OutcomeCard(self.current.number, choices), self._conclude)

    async def _conclude(self, answer: tuple[str, str]) -> None:
        outcome, reason = answer
        if outcome == "cancelled":
            await self.act(lambda desk: desk.cancel(reason))
        else:
            await self.act(lambda desk: desk.conclude(outcome, reason))

    async def do_slip(self) -> None:
        """Print the slip of the open number, else of the last one here; a copy asks why.

        A number that ended as refused or incomplete has a refusal note instead.
        """
        ticket = self.current or (self.view.last if self.view is not None else None)
        if ticket is not None and ticket.note_copies is not None:
            await self._print_note(ticket.number, ticket.note_copies)
            return
        if ticket is None or ticket.slip_copies < max(1, len(ticket.applications)):
            await self.act(lambda desk: desk.slip())
            return
        reasons = await self.look(lambda desk: desk.copy_reasons())
        if reasons:
            from counter_tui.tui.cards.reasons import CopyCard

            what = _("resi {number}").format(number=ticket.number)
            card = CopyCard(what, reasons, ticket.slip_copies - len(ticket.applications) + 1)
            await self.ask(card, lambda code: self.act(lambda desk: desk.slip(code)))

    async def _print_note(self, number: str, copies: int) -> None:
        if not copies:
            await self.act(lambda desk: desk.refusal_note())
            return
        reasons = await self.look(lambda desk: desk.copy_reasons())
        if reasons:
            from counter_tui.tui.cards.reasons import CopyCard

            card = CopyCard(_("bukti penolakan {number}").format(number=number), reasons, copies)
            await self.ask(card, lambda code: self.act(lambda desk: desk.refusal_note(code)))
