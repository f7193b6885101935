"""The reception's part of the desk: numbers, bookings and applicants."""

from collections.abc import Sequence

from counter_tui.desk import applicants, booking, reception, reception_view
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.applicant import ApplicantDraft, ApplicantView
from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.reception import CheckInCard, ReceptionView, ServiceChoice
from counter_tui.desk.views.ticket import TicketView


class ReceptionDesk(DeskBase):
    """What an officer does where numbers are issued."""

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
