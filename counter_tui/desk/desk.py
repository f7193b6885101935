"""The desk as front ends see it: one object a process, one method for everything that an officer can do.

All calls come from one thread. Every method that changes something returns after COMMIT; every refusal is
`Refused` with a sentence. `ticket=None` means the number in hand at this counter.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from counter_tui.desk import checks, counter_view, day, find, hand, officers, state, ticket_view
from counter_tui.desk.counter_desk import CounterDesk
from counter_tui.desk.duties import Duty
from counter_tui.desk.paper_desk import PaperDesk
from counter_tui.desk.pickup_desk import PickupDesk
from counter_tui.desk.reception_desk import ReceptionDesk
from counter_tui.desk.report_desk import ReportDesk
from counter_tui.desk.views.checks import CheckRow
from counter_tui.desk.views.day import DayView
from counter_tui.desk.views.finding import FoundRow
from counter_tui.desk.views.imported import ImportResult
from counter_tui.desk.views.officer import OfficerView
from counter_tui.desk.views.state import StateView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.waiting import QueueView


class Desk(CounterDesk, ReceptionDesk, PickupDesk, PaperDesk, ReportDesk):
    """What an officer can do at this machine (loket)."""

    # Officers

    def officers(self) -> tuple[OfficerView, ...]:
        """Return the active officers by name, for the lock screen."""
        return officers.active(self._post)

    def act_for(self, officer: str) -> OfficerView:
        """Let an officer act by id whose PIN was right at an enrolled terminal."""
        return officers.vouched(self._post, officer)

    def decider(self) -> OfficerView:
        """Return who acts, if they may decide what concerns the whole site; else refused."""
        return self._post.acting(Duty.DECIDE)

    def lock(self) -> None:
        """Let nobody act until the next login; the queue stays as it is."""
        self._post.officer = None

    def add_officer(self, login: str, name: str, roles: Sequence[str], pin: str) -> OfficerView:
        """Add an officer; the first one of a store needs nobody's leave, later ones an admin."""
        return officers.add(self._post, login, name, tuple(roles), pin)

    def add_first_officer(self, login: str, name: str, pin: str) -> OfficerView:
        """Add the first officer of a new computer, its admin, whoever else the office has."""
        return officers.add(self._post, login, name, ("admin",), pin, first=True)

    def reset_pin(self, login: str, pin: str) -> OfficerView:
        """Give an officer a new PIN and lift a lock-out."""
        return officers.reset_pin(self._post, login, pin)

    def revoke_officer(self, login: str) -> OfficerView:
        """End an officer's right to act, for good."""
        return officers.revoke(self._post, login)

    # Business day

    def day(self) -> DayView:
        """Return the business day and the numbers that an earlier one left open."""
        return day.view(self._post)

    def open_day(self, leftovers: str = "ask") -> DayView:
        """Open today's business day in the site's zone.

        `leftovers` says what becomes of earlier open numbers: `ask` refuses with code `leftovers` while there
        are any, `cancel` cancels them with reason `day_ended`, `leave` opens the day beside them.
        """
        return day.open_day(self._post, leftovers)

    def close_day(self) -> DayView:
        """Close the open business day: no number is issued or called until the next one is opened."""
        return day.close_day(self._post)

    # Everything else

    def ticket_id(self, number: str) -> str:
        """Return the id of a number of the open day, however it is typed (`A-007`, `a7`)."""
        return find.ticket_id(self._post, number)

    def ticket(self, ticket: str | None = None) -> TicketView:
        """Return a number as it stands; None means the one in hand."""
        self._post.board.refresh()
        return ticket_view.of(self._post, hand.meant(self._post, ticket))

    def last_step(self, ticket: str) -> tuple[str, ...]:
        """Return the ids of all events of the last action on a number or its applications, in their order."""
        return ticket_view.last_step(self._post, ticket)

    def recording(self) -> AbstractContextManager[list[str]]:
        """Lend a list that receives the ids of all events that are committed meanwhile."""
        return self._post.recording()

    def find(self, text: str) -> tuple[FoundRow, ...]:
        """Find numbers of today, bookings and open applications by number, code or part of a name."""
        return find.find(self._post, text)

    def queue(self) -> QueueView:
        """Return who waits for anything at this site in calling order, and who is served."""
        return counter_view.queue(self._post)

    def version(self) -> int:
        """Return a number that changes with every commit of any process, for a screen that watches.

        Between two actions is also when a home takes up its new place at its site.
        """
        self._post.look_around()
        return self._post.store.version()

    def state_view(self) -> StateView:
        """Return everything the Keadaan screen shows."""
        return state.view(self._post, self._printers(), self._line())

    def decide_check(self, row: CheckRow, verdict: str) -> None:
        """Settle a contradiction as its row shows it; `verdict` is that of one of its answers."""
        checks.decide(self._post, row, verdict)

    def import_file(
        self,
        path: Path,
        kind: str | None = None,
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportResult:
        """Take in a CSV or XLSX file; `kind` None recognises it by its headers.

        `progress` receives rows done and rows in all. Bad rows are reported, good ones taken, or none with
        `dry_run`.
        """
        from counter_tui.desk.importing import run

        return run.import_file(self._post, path, kind, dry_run=dry_run, progress=progress)
