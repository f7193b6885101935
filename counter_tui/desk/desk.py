"""The desk as front ends see it: one object a process, one method for everything that an officer can do.

All calls come from one thread. Every method that changes something returns after COMMIT; every refusal is
`Refused` with a sentence. `ticket=None` means the number in hand at this counter.
"""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.desk import (
    applicants,
    booking,
    calling,
    counter_view,
    day,
    ending,
    find,
    holding,
    jobs,
    officers,
    pickup,
    pickup_card,
    reasons,
    reception,
    reception_view,
    serving,
    slip_check,
    slips,
    state,
    station,
    transfer,
    undo,
)
from counter_tui.desk.post import Post
from counter_tui.desk.views import (
    ApplicantDraft,
    ApplicantView,
    CheckInCard,
    Choice,
    Collector,
    CounterView,
    DayView,
    FoundRow,
    HandoverView,
    ImportResult,
    OfficerView,
    OutcomeChoice,
    PickupCard,
    PickupView,
    PrinterView,
    QueueView,
    ReceptionView,
    ServeChoice,
    ServiceChoice,
    SlipView,
    StateView,
    StatusView,
    SyncView,
    TicketView,
    TransferChoice,
    UndoneView,
    VerifyView,
)

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.store.store import Store


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Desk:
    """What an officer can do at this machine (loket)."""

    def __init__(
        self,
        store: "Store",
        catalogue: "Catalogue",
        *,
        printer: Callable[[], PrinterView],
        line: Callable[[], SyncView],
        now: Callable[[], int] = _wall_ms,
        random: Callable[[int], bytes] = os.urandom,
        profile: str = "generic58",
    ) -> None:
        """Stand at an opened store; `printer` and `line` say how paper and network are, without waiting.

        `profile` is the printer family for which a slip's bytes are counted.
        """
        self._post = Post(store, catalogue, now=now, random=random, profile=profile)
        self._printer = printer
        self._line = line

    # Officers

    def officers(self) -> tuple[OfficerView, ...]:
        """Return the active officers by name, for the lock screen."""
        return officers.active(self._post)

    def login(self, login: str, pin: str) -> OfficerView:
        """Let an officer act here; five wrong PINs close that login for five minutes."""
        return officers.login(self._post, login, pin)

    def lock(self) -> None:
        """Let nobody act until the next login; the queue stays as it is."""
        self._post.officer = None

    def officer(self) -> OfficerView | None:
        """Return who acts here; None while locked."""
        return self._post.officer

    def add_officer(self, login: str, name: str, roles: Sequence[str], pin: str) -> OfficerView:
        """Add an officer; the first one of a store needs nobody's leave, later ones an admin."""
        return officers.add(self._post, login, name, tuple(roles), pin)

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

    # Counter: its own state

    def counter_view(self) -> CounterView:
        """Return everything the Loket screen shows, from memory unless the store changed."""
        return counter_view.view(self._post)

    def open_counter(self) -> CounterView:
        """Open this counter; calling opens it too."""
        station.open_counter(self._post)
        return self.counter_view()

    def pause_counter(self) -> CounterView:
        """Pause this counter; refused while a number is open here."""
        station.pause(self._post)
        return self.counter_view()

    def close_counter(self) -> CounterView:
        """Close this counter; refused while a number is open here."""
        station.close(self._post)
        return self.counter_view()

    def serve_choices(self) -> tuple[ServeChoice, ...]:
        """Return every (service, visit) and whether this counter serves it."""
        return station.choices(self._post)

    def change_serves(self, serves: Sequence[tuple[str, int]]) -> CounterView:
        """Change what this counter serves: pairs of service and visit (from 1); none means everything."""
        station.change_serves(self._post, tuple(serves))
        return self.counter_view()

    # Counter: the number in hand

    def call_next(self, visit: int | None = None) -> TicketView:
        """Call who is next (`space`); `visit`, from 1, narrows to numbers waiting for that visit."""
        return calling.call_next(self._post, visit)

    def call(self, ticket: str) -> TicketView:
        """Call a waiting or missed number by hand, by its id."""
        return calling.call(self._post, ticket)

    def recall(self, ticket: str | None = None) -> TicketView:
        """Call the called number again (`r`), at most every five seconds."""
        return calling.recall(self._post, ticket)

    def start(self, ticket: str | None = None) -> TicketView:
        """Start serving the called number (`enter`)."""
        return serving.start(self._post, ticket)

    def complete(self, stage: str, ticket: str | None = None) -> TicketView:
        """Complete one stage of this visit (`i`, `b`), recording an implied start straight from called."""
        return serving.complete(self._post, stage, ticket)

    def complete_current(self, ticket: str | None = None) -> TicketView:
        """Complete the stage that is marked current (`enter` while serving)."""
        return serving.complete_current(self._post, ticket)

    def done(self, ticket: str | None = None) -> TicketView:
        """Complete all that is left of this visit, which closes it."""
        return serving.done(self._post, ticket)

    def missed(self, ticket: str | None = None) -> TicketView:
        """Mark the called number as not there (`m`); it comes back by the office's rule."""
        return calling.missed(self._post, ticket)

    def requeue(self, ticket: str) -> TicketView:
        """Put a missed number back into its queue at once."""
        return calling.requeue(self._post, ticket)

    def hold_reasons(self) -> tuple[Choice, ...]:
        """Return the reasons of the hold card."""
        return reasons.hold()

    def hold(self, reason: str, ticket: str | None = None) -> TicketView:
        """Set the number in hand aside at this counter (`h`), with a reason code."""
        return holding.hold(self._post, reason, ticket)

    def resume(self, ticket: str | None = None) -> TicketView:
        """Take a held number back; None takes the only one held here."""
        return holding.resume(self._post, ticket)

    def transfer_choices(self, ticket: str | None = None) -> tuple[TransferChoice, ...]:
        """Return where the number can go, with how many wait there; codes as `transfer` takes them."""
        return transfer.choices(self._post, ticket)

    def transfer(self, to: str, ticket: str | None = None) -> TicketView:
        """Move the number (`t`): `stage:<stage>`, `service:<service>`, `counter:<device>` or `supervisor`.

        A bare stage, service or counter label is understood too.
        """
        return transfer.transfer(self._post, to, ticket)

    def outcome_choices(self) -> tuple[OutcomeChoice, ...]:
        """Return the other outcomes (`o`), each with its reasons."""
        return reasons.outcomes()

    def conclude(self, outcome: str, reason: str, ticket: str | None = None) -> TicketView:
        """End the number and its applications: incomplete, deferred, refused or withdrawn; with a reason."""
        return ending.conclude(self._post, outcome, reason, ticket)

    def cancel(self, reason: str, ticket: str | None = None) -> TicketView:
        """Cancel the number, with a reason; its applications stay as they are."""
        return ending.cancel(self._post, reason, ticket)

    def undo(self, ticket: str | None = None) -> UndoneView:
        """Take back this officer's last step (`u`), or the last one on that number.

        Refused after five minutes, after a later action on the number, and for what another officer did.
        """
        return undo.undo(self._post, ticket)

    # Slips

    def copy_reasons(self) -> tuple[Choice, ...]:
        """Return why a copy is printed."""
        return reasons.copies()

    def slip(self, reason: str = "", ticket: str | None = None, application: str | None = None) -> SlipView:
        """Print the pickup slip (`p`) of the number in hand, else of the last one here.

        A family's number prints the first slip that is still missing. Every further copy needs a reason,
        is marked `SALINAN n`, and carries the same token.
        """
        return slips.slip(self._post, reason, ticket, application)

    def verify(self, text: str) -> VerifyView:
        """Check a slip's text offline with the keys that this machine knows."""
        return slip_check.verify(self._post, text, self._line())

    # Reception

    def reception_view(self) -> ReceptionView:
        """Return everything the Antrean screen shows."""
        return reception_view.view(self._post)

    def services(self) -> tuple[ServiceChoice, ...]:
        """Return the services of the new-number card by letter; the one used last comes first."""
        return reception.services(self._post)

    def priorities(self) -> tuple[Choice, ...]:
        """Return the priority groups (kelompok rentan) in the order of their digits."""
        return reception.priorities(self._post)

    def issue(
        self,
        service: str,
        priority: str | None = None,
        applicants: Sequence[ApplicantDraft] = (),
        product: str | None = None,
    ) -> TicketView:
        """Issue a number to a walk-in and print it; several applicants are a family on one number."""
        return reception.issue(self._post, service, priority, tuple(applicants), product)

    def check_in_card(self, code: str) -> CheckInCard:
        """Return the booking of a code or application id as the check-in card shows it."""
        return booking.card(self._post, code)

    def check_in(
        self,
        code: str,
        priority: str | None = None,
        family: Sequence[str] = (),
        service: str | None = None,
    ) -> TicketView:
        """Check a booking in by its code or application id; `family` names further bookings on one number.

        `priority` and `service` stand over what was booked.
        """
        return booking.check_in(self._post, code, priority, tuple(family), service)

    def change_priority(self, priority: str | None, ticket: str | None = None) -> TicketView:
        """Change the priority group after issue; None takes it away."""
        return reception.change_priority(self._post, priority, ticket)

    def change_service(
        self, service: str, product: str | None = None, ticket: str | None = None
    ) -> TicketView:
        """Change the service after issue; the number keeps its label."""
        return reception.change_service(self._post, service, product, ticket)

    def reprint_ticket(self, reason: str, ticket: str | None = None) -> TicketView:
        """Print the number again (`p` in Antrean), marked as a copy; None means the last one issued here."""
        return reception.reprint_ticket(self._post, reason, ticket)

    def applicants(self, ticket: str | None = None) -> tuple[ApplicantView, ...]:
        """Return the applications of the number with their applicants."""
        return applicants.of_ticket(self._post, ticket)

    def set_applicant(self, application: str, draft: ApplicantDraft) -> ApplicantView:
        """Keep what the document check learned of an applicant; a NIK mismatch warns, never blocks."""
        return applicants.set_applicant(self._post, application, draft)

    # Pickup

    def pickup_view(self) -> PickupView:
        """Return everything the idle Penyerahan screen shows."""
        return pickup.view(self._post)

    def pickup_card(self, text: str) -> PickupCard:
        """Answer a scanned slip, an application id or a ticket number."""
        return pickup_card.card(self._post, text, self._line())

    def hand_over(self, application: str, collector: Collector) -> HandoverView:
        """Hand the passport over (penyerahan), once; `enter` attests that the papers were seen.

        On readiness `unknown` it is allowed with the book in hand, recorded and flagged.
        """
        return pickup.hand_over(self._post, application, collector, self._line())

    def mark_ready(self, application: str, shelf: str = "") -> PickupCard:
        """Record that the passport lies ready on a shelf."""
        return pickup.mark_ready(self._post, application, shelf, self._line())

    # Everything else

    def ticket_id(self, number: str) -> str:
        """Return the id of a number of the open day, however it is typed (`A-007`, `a7`)."""
        return find.ticket_id(self._post, number)

    def find(self, text: str) -> tuple[FoundRow, ...]:
        """Find numbers of today, bookings and open applications by number, code or part of a name."""
        return find.find(self._post, text)

    def queue(self) -> QueueView:
        """Return who waits for anything at this site in calling order, and who is served."""
        return counter_view.queue(self._post)

    def version(self) -> int:
        """Return a number that changes with every commit of any process, for a screen that watches."""
        return self._post.store.version()

    def state_view(self) -> StateView:
        """Return everything the Keadaan screen shows."""
        return state.view(self._post, self._printer(), self._line())

    def job_came_out(self, job: str) -> None:
        """Note that the paper of an unconfirmed print job came out whole."""
        jobs.came_out(self._post, job)

    def print_job_again(self, job: str) -> None:
        """Print an unconfirmed or failed job again, marked `SALINAN n`."""
        jobs.print_again(self._post, job)

    def discard_job(self, job: str) -> None:
        """Give up an unconfirmed print job whose paper is not needed any more."""
        jobs.discard(self._post, job)

    def status_view(self) -> StatusView:
        """Return what the status line and the mode row need."""
        return state.status(self._post, self._printer(), self._line())

    def import_file(
        self,
        path: Path,
        kind: str | None = None,
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportResult:
        """Take in a CSV or XLSX file; `kind` None recognises it by its headers.

        `progress` receives rows done and rows in all. Bad rows are reported, good ones taken in one
        transaction, or none with `dry_run`.
        """
        from counter_tui.desk.importing import run

        return run.import_file(self._post, path, kind, dry_run=dry_run, progress=progress)
