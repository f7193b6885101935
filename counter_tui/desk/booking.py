"""Checking a booking in (janji M-Paspor, hadir): by its code, its application id, or a row of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import CANCELLED, TicketState
from counter_tui.core.zones import moment
from counter_tui.desk import asking, issuing, naming, reception
from counter_tui.desk.duties import Duty
from counter_tui.desk.issuing import Asked
from counter_tui.desk.local_time import clock_text, hour_text, weekday_text
from counter_tui.desk.views.reception import CheckInCard
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView
    from counter_tui.store.driver import Connection


COMES_AGAIN = ("incomplete", "deferred")
"""Statuses of an application that stopped and goes on under another number (DOMAIN §2)."""


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking as the store knows it: its record, its application if opened, that one's ticket if any."""

    id: str
    data: dict[str, Any]
    application: "ApplicationState | None"
    ticket: TicketState | None

    @property
    def number(self) -> str:
        """The number under which it is checked in, else empty; one that stopped halfway may come again."""
        stopped = self.application is not None and self.application.status in COMES_AGAIN
        gone = self.ticket is None or self.ticket.status == CANCELLED or stopped
        return self.ticket.number if self.ticket is not None and not gone else ""


def slot_ms(data: dict[str, Any], zone: str) -> int:
    """Return a booking's slot in UTC milliseconds."""
    return moment(data["day"], data["slot"], zone)


def card(post: "Post", code: str) -> CheckInCard:
    """Return the booking as the check-in card shows it."""
    post.acting(Duty.RECEIVE)
    post.board.refresh()
    booking = _find(post, code)
    data, zone = booking.data, post.identity.zone
    slot = slot_ms(data, zone)
    refusal = _refusal(booking)
    return CheckInCard(
        application=booking.id,
        code=data["code"],
        full_name=data["name"],
        service=data["service"],
        service_name=naming.service(post.catalogue, data["service"]),
        slot=slot,
        slot_text=clock_text(slot, zone),
        day=data["day"],
        priority=data["priority"] or None,
        priority_name=naming.priority(post.catalogue, data["priority"] or None),
        paid=data["paid"],
        number=booking.number,
        sentence=refusal or _other_day(data, post.board.day),
        allowed=not refusal,
    )


def check_in(
    post: "Post", code: str, priority: str | None, family: Sequence[str], service: str | None
) -> "TicketView":
    """Issue the number of one booking, or of a family's bookings together; a hub does so for terminals."""
    hub = asking.hub_of(post, Duty.RECEIVE)
    if hub is not None:
        first = _find(post, code)
        asked_for = {"code": code, "priority": priority, "family": list(family), "service": service}
        done = asking.ask(post, hub, "check-in", asked_for)
        if done is not None:
            chosen = service or first.data["service"]
            text = _("{number} terbit untuk janji {slot}")
            return reception.issued_by_hub(post, done, chosen, text, slot=hour_text(first.data["slot"]))
    with post.step(Duty.RECEIVE) as step:
        bookings = [_find(post, one) for one in dict.fromkeys((code, *family))]
        for booking in bookings:
            if refusal := _refusal(booking):
                raise Refused(refusal, code="checked_in" if booking.number else "closed")
        ticket, chosen = _issue(post, step, bookings, priority, service)
    text = _("{number} terbit untuk janji {slot}")
    return reception.issued(post, step, ticket, chosen, text, slot=hour_text(bookings[0].data["slot"]))


def _issue(
    post: "Post", step: "Step", bookings: list[Booking], priority: str | None, service: str | None
) -> tuple[str, str]:
    first = bookings[0].data
    chosen = issuing.known_service(post, service or first["service"])
    group = priority or next((one.data["priority"] for one in bookings if one.data["priority"]), None)
    ticket = issuing.issue(
        post,
        step,
        chosen,
        [_asked(booking) for booking in bookings],
        channel="booking",
        priority=issuing.known_priority(post, group),
        slot=slot_ms(first, post.identity.zone) if first["day"] == post.board.day else None,
    )
    return ticket, chosen.code


def _asked(booking: Booking) -> Asked:
    known, before = booking.application, booking.ticket
    paid = booking.data["paid"] and (known is None or known.paid_at is None)
    cancelled = before is not None and before.status == CANCELLED
    instead = before.id if before is not None and cancelled else ""
    return Asked(booking.id, booking.data["product"], paid=paid, instead=instead)


def _find(post: "Post", code: str) -> Booking:
    with post.store.read() as conn:
        found = _record(conn, code.strip())
        if found is None:
            raise Refused(
                _("Kode itu tidak ada di daftar janji. Tidak ada yang berubah. Cari nama dengan /, atau n."),
                code="unknown_booking",
            )
        id_, data = found
        application = queries.application(conn, id_)
        ticket = queries.ticket(conn, application.ticket) if application and application.ticket else None
        return Booking(id_, data, application, ticket)


def _record(conn: "Connection", code: str) -> tuple[str, dict[str, Any]] | None:
    data = queries.record(conn, "applicant", code)
    if data is not None and data.get("code"):
        return code, data
    return next(iter(queries.by_lookup(conn, "applicant", code.upper())), None)


def _refusal(booking: Booking) -> str:
    if booking.number:
        return _("Sudah hadir dengan nomor {number}. Tidak ada yang berubah.").format(number=booking.number)
    known = booking.application
    if known is not None and known.closed_at is not None and known.status not in COMES_AGAIN:
        return _("Permohonan ini sudah berakhir. Tidak ada yang berubah. n untuk permohonan baru.")
    return ""


def _other_day(data: dict[str, Any], day: str | None) -> str:
    if data["day"] == day:
        return ""
    return _("Janji ini untuk {day}, bukan hari ini.").format(
        day=weekday_text(date.fromisoformat(data["day"]))
    )
