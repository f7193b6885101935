"""Everything the Antrean screen shows: the day's bookings, what is left, the last number, who waits."""

from typing import TYPE_CHECKING, Any

from counter_tui.core.ticket_state import CALLABLE
from counter_tui.desk import booking, figures, issuing, naming, queueing
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.reception import BookingRow, QuotaRow, ReceptionView
from counter_tui.language import _
from counter_tui.store import live, queries

if TYPE_CHECKING:
    from counter_tui.core.ticket_state import TicketState
    from counter_tui.desk.post import Post


def view(post: "Post") -> ReceptionView:
    """Return the reception's screen; only officers who receive see whole names."""
    post.acting(Duty.RECEIVE)
    post.board.refresh()
    day = post.board.day
    bookings: tuple[BookingRow, ...] = ()
    issued: list[tuple[str, bool, int]] = []
    last: TicketState | None = None
    with post.store.read() as conn:
        if day is not None:
            bookings = tuple(_row(post, *found) for found in live.appointments(conn, day))
            issued = live.issued_on(conn, post.identity.site, day)
        if post.last_issued is not None:
            last = queries.ticket(conn, post.last_issued)
    present = sum(1 for row in bookings if row.number)
    ahead = issuing.ahead(post, last) if last is not None and last.status in CALLABLE else 0
    return ReceptionView(
        day=day,
        session="",
        hours=post.rules.hours,
        bookings=bookings,
        present=present,
        absent=len(bookings) - present,
        quotas=_quotas(issued, present, len(bookings) - present),
        last_number=last.number if last is not None else "",
        last_service=naming.service(post.catalogue, last.service) if last is not None else "",
        last_at=last.issued_at if last is not None else None,
        ahead=ahead,
        expected_minutes=_expected(post, ahead),
        waiting=queueing.counts(post),
        trail=post.trail,
    )


def _row(post: "Post", application: str, data: dict[str, Any], ticket: str, number: str) -> BookingRow:
    slot = booking.slot_ms(data, post.identity.zone)
    late = 0 if ticket else max(0, (post.now() - slot) // 60_000)
    group = naming.priority(post.catalogue, data["priority"] or None)
    parts = [data["code"], _("lunas") if data["paid"] else _("belum bayar")]
    return BookingRow(
        application=application,
        code=data["code"],
        slot=slot,
        full_name=data["name"],
        service=data["service"],
        service_short=naming.service_short(post.catalogue, data["service"]),
        priority=data["priority"] or None,
        priority_name=group,
        paid=data["paid"],
        number=number,
        late_minutes=late,
        due=post.now() >= slot - post.rules.early_minutes * 60_000,
        detail=f"{', '.join(parts)}." + (f" ◆ {group}" if group else ""),
    )


def _quotas(issued: list[tuple[str, bool, int]], present: int, absent: int) -> tuple[QuotaRow, ...]:
    walk_in = sum(count for channel, grouped, count in issued if channel == "walk_in" and not grouped)
    group = sum(count for channel, grouped, count in issued if channel == "walk_in" and grouped)
    return (
        QuotaRow("M-Paspor", present, absent),
        QuotaRow(_("Langsung"), walk_in, None),
        QuotaRow(_("Rentan"), group, None),
    )


def _expected(post: "Post", ahead: int) -> int | None:
    median = figures.today(post).median_minutes
    return None if median is None else ahead * median
