"""The counter's part of the desk: its own state, the number in hand, undo and slips."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter_tui.desk import (
    calling,
    ending,
    holding,
    payment,
    reasons,
    refusal_note,
    serving,
    shift_report,
    slip_key_lists,
    slip_verify,
    slips,
    station,
    transfer,
    undo,
)
from counter_tui.desk.front import Front
from counter_tui.desk.views.choices import Choice, OutcomeChoice, TransferChoice
from counter_tui.desk.views.counter import CounterView, ServeChoice
from counter_tui.desk.views.papers import NoteView, ShiftReportView
from counter_tui.desk.views.slip import SlipKeyRow, SlipView, VerifyView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.trail import UndoneView

if TYPE_CHECKING:
    from counter_tui.core.slip_key_list import KeyList, SignedKeyList


class CounterDesk(Front):
    """What an officer does with numbers at this counter; `ticket=None` means the one in hand."""

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
        """Cancel the number, with a reason; a walk-in ends with it, a booking may come again."""
        return ending.cancel(self._post, reason, ticket)

    def paid(self, ticket: str | None = None) -> TicketView:
        """Record that the applications of the number in hand, else of the last one here, are paid."""
        return payment.paid(self._post, ticket)

    def undo(self, ticket: str | None = None) -> UndoneView:
        """Take back this officer's last step (`u`), or the last one on that number.

        Refused after five minutes, after a later action on the number, and for what another officer did.
        """
        return undo.undo(self._post, ticket)

    def copy_reasons(self) -> tuple[Choice, ...]:
        """Return why a copy is printed."""
        return reasons.copies()

    def slip(self, reason: str = "", ticket: str | None = None, application: str | None = None) -> SlipView:
        """Print the pickup slip (`p`) of the number in hand, else of the last one here.

        A family's number prints the first slip that is still missing. Every further copy needs a reason,
        is marked `SALINAN n`, and carries the same token.
        """
        return slips.slip(self._post, reason, ticket, application)

    def refusal_note(
        self, reason: str = "", ticket: str | None = None, application: str | None = None
    ) -> NoteView:
        """Print the refusal note of the number in hand, else of the last one here, refused or incomplete.

        Of a family's applications the one with the fewest notes comes first. Every further copy needs a
        reason and is marked `SALINAN n`. The original comes by itself where the office's rule says so.
        """
        return refusal_note.refusal_note(self._post, reason, ticket, application)

    def shift_report(self) -> ShiftReportView:
        """Print what this counter did on the open day: visits and their times, outcomes, slips, handovers."""
        return shift_report.shift_report(self._post)

    def verify(self, text: str) -> VerifyView:
        """Check a slip's text offline with the keys that this machine knows."""
        return slip_verify.verify(self._post, text, self._line())

    def slip_keys(self) -> tuple[SlipKeyRow, ...]:
        """Return whose slips this computer believes."""
        return slip_key_lists.rows(self._post)

    def slip_key_list(self) -> "SignedKeyList":
        """Return the centre's signed list, for a computer that no network reaches."""
        return slip_key_lists.given_out(self._post)

    def take_slip_keys(self, signed: "SignedKeyList", fingerprint: str = "", code: str = "") -> "KeyList":
        """Take a centre's list in from a file; an admin vouches for a centre not known here yet."""
        return slip_key_lists.take_in(self._post, signed, fingerprint, code)
