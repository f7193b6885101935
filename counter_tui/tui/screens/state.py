"""Mode 0, the state of things (keadaan): the line, paper, and what a supervisor must look at (SCREENS §9)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.content import Content

from counter_tui.desk.views.state import JobRow, StateView
from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.tui.actions import printing
from counter_tui.tui.bindings import Verb
from counter_tui.tui.screens import state_jobs, state_line, state_tabs
from counter_tui.tui.screens.scrolling import ScrollingScreen
from counter_tui.tui.screens.state_checks import ChecksTab
from counter_tui.tui.screens.state_jobs import JobsTab

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

Tab = Literal["line", "jobs", "checks"]
TABS: tuple[Tab, ...] = ("line", "jobs", "checks")


class StateScreen(ScrollingScreen[StateView]):
    """Three tabs; it opens at the gravest: unsure paper, then contradictions, then the line."""

    MODE = "state"
    SIDE = False

    def __init__(self) -> None:
        super().__init__()
        self.tab: Tab = "line"
        self.jobs = JobsTab()
        self.checks = ChecksTab()
        self._opening = True

    def fetch(self, desk: "Desk") -> StateView:
        """Return line, printer, jobs and contradictions."""
        return desk.state_view()

    def trail(self, view: StateView) -> TrailView | None:
        """Return the last action here."""
        return view.trail

    def shown(self) -> None:
        """Fill the lists; on opening, turn to the gravest tab."""
        if self.view is None:
            return
        self.jobs.show(self.view)
        self.checks.show(self.view.checks)
        if self._opening:
            self._opening = False
            self.tab = state_tabs.gravest(self.view)
            self.jobs.rows.cursor = 0

    def on_screen_suspend(self) -> None:
        """Turn to the gravest again when it is opened next."""
        if self.app.screen_stack and self.app.screen_stack[0] is not self:
            self._opening = True

    # What it shows

    def main_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the tabs and the open one."""
        view = self.view
        if view is None:
            return []
        room = max(1, height - 2)
        self.page_rows = max(1, room - state_jobs.AROUND)
        head = [state_tabs.line(view, self.tab), Content("")]
        if self.tab == "jobs":
            return [*head, *self.jobs.lines(width, room, zone=self.zone)]
        if self.tab == "checks":
            return [*head, *self.checks.lines(width, room, now=self.now(), zone=self.zone)]
        return [
            *head,
            *state_line.lines(view, width, now=self.now(), zone=self.zone, scanners=self._scanner_troubles()),
        ]

    def _scanner_troubles(self) -> Sequence[str]:
        scanners = self.counter_app.options.scanners
        return scanners.troubles() if scanners is not None else ()

    def verbs(self) -> Sequence[Verb]:
        """Return the keys of the open tab."""
        shared = [Verb("next_pane", _("Bagian lain")), Verb("leave", _("Tutup"))]
        if self.tab == "checks":
            return [*self.checks.verbs(), *shared]
        return [*self.jobs.verbs(), *shared] if self.tab == "jobs" else shared

    # What it does

    def take_key(self, event: events.Key) -> bool:
        """Take the digits that choose a decision; elsewhere digits switch modes."""
        taken = self.tab == "checks" and self.checks.take_key(event.character)
        if taken:
            self.paint()
        return taken

    async def do_enter(self) -> None:
        """Settle what is under the cursor: the contradiction as chosen, or paper that came out."""
        if self.tab == "checks":
            await self._decide()
            return
        await self._on_job(printing.came_out)

    async def _decide(self) -> None:
        row, answer = self.checks.current, self.checks.chosen
        if row is None or answer is None or not row.answers:
            self.refuse(self.checks.refusal())
            return
        await self.act(lambda desk: desk.decide_check(row, answer.verdict))
        self.counter_app.note_card_closed()

    async def do_slip(self) -> None:
        """Print the job under the cursor again, marked as a copy."""
        await self._on_job(printing.print_again)

    async def do_transfer(self) -> None:
        """Let another printer print the job under the cursor."""
        await self._on_job(printing.move)

    async def do_outcome(self) -> None:
        """Give the job under the cursor up."""
        await self._on_job(printing.give_up)

    async def _on_job(self, action: Callable[["StateScreen", JobRow], Awaitable[None]]) -> None:
        """Do something about the job under the cursor; where there is none, say so."""
        if self.tab != "jobs":
            self.refuse(_("Tombol itu untuk Cetakan; tab ke sana. Tidak ada yang berubah."))
        elif self.jobs.current is None:
            self.refuse(_("Tidak ada cetakan. Tidak ada yang berubah."))
        else:
            await action(self, self.jobs.current)

    async def do_new(self) -> None:
        """Answer for what a later version declares here."""
        self.refuse(_("Tidak ada yang baru di layar ini. Nomor baru: 2, lalu n."))

    def do_next_pane(self) -> None:
        """Turn to the next tab."""
        self._turn(1)

    def do_right(self) -> None:
        """Turn to the next tab."""
        self._turn(1)

    def do_left(self) -> None:
        """Turn to the tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.tab = TABS[(TABS.index(self.tab) + by) % len(TABS)]
        self.paint()

    async def move_cursor(self, by: int) -> None:
        """Move the cursor of the open tab's list."""
        if self.tab == "jobs":
            self.jobs.rows.move(by)
        elif self.tab == "checks":
            self.checks.move(by)
        self.paint()

    async def do_leave(self) -> None:
        """Drop a choice, else go back to where `0` was pressed."""
        if self.tab == "checks" and self.checks.leave():
            self.paint()
            return
        await self.counter_app.open_mode(self.counter_app.previous_mode)
