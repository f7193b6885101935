"""Who did what when (jejak tindakan): by officer, by number and by day, for whoever answers for it."""

from typing import TYPE_CHECKING

from counter_tui.core import numbering
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import business_day
from counter_tui.desk import check_records, report_days, reporting
from counter_tui.desk.duties import Duty
from counter_tui.desk.hand import counter_text
from counter_tui.desk.views.auditing import AuditAsked, AuditReport, AuditRow
from counter_tui.language import _
from counter_tui.store import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection


def actions(post: "Post", asked: AuditAsked) -> AuditReport:
    """Return what was done from one day to another (ISO dates; today without them), the oldest first."""
    post.acting(Duty.REVIEW)
    first, last = _days(post, asked)
    with post.store.read() as conn:
        number, officers = _number(post, asked.number), _officers(conn, asked.officer)
        found = _found(post, conn, (first, last), number, officers)
        rows = tuple(_rows(post, conn, found))
    return AuditReport(
        reporting.issuer(post), first.isoformat(), last.isoformat(), rows, asked.officer.strip(), number
    )


def _found(
    post: "Post", conn: "Connection", days: "tuple[date, date]", number: str, officers: tuple[str, ...]
) -> "list[Event]":
    since, until = report_days.span(*days, post.identity.zone)
    if number:
        numbered = audit.Numbered(number, post.identity.site, days[0].isoformat(), days[1].isoformat())
        found = [event for event in audit.done_to(conn, numbered) if since <= event.at < until]
        return [event for event in found if not officers or event.actor in officers]
    if officers:
        return audit.in_order(event for actor in officers for event in audit.done(conn, since, until, actor))
    return audit.done(conn, since, until)


def _rows(post: "Post", conn: "Connection", found: "list[Event]") -> "Iterator[AuditRow]":
    numbers = audit.Numbers(conn)
    counters = {event.device: event.data["counter"] for event in found if _names_counter(event)}
    for event in found:
        told = check_records.of(post, conn, event)
        counter = event.data["counter"] if _names_counter(event) else counters.get(event.device, "")
        yield AuditRow(
            event.at, told.officer, told.text, numbers.of(event.stream), counter_text(counter), event.device
        )


def _names_counter(event: "Event") -> bool:
    return isinstance(event.data.get("counter"), str)


def _officers(conn: "Connection", login: str) -> tuple[str, ...]:
    if not login.strip():
        return ()
    found = tuple(audit.officers(conn, login))
    if not found:
        raise Refused(
            _("Petugas tidak dikenal di komputer ini. Periksa nama masuknya."), code="unknown_officer"
        )
    return found


def _number(post: "Post", text: str) -> str:
    if not text.strip():
        return ""
    parsed = numbering.parse_label(text)
    if parsed is None:
        raise Refused(_("Nomor itu tidak terbaca. Tulis seperti A-007."), code="number")
    series, tag, count = parsed
    return numbering.label(series, count, post.rules.ticket_digits, tag)


def _days(post: "Post", asked: AuditAsked) -> "tuple[date, date]":
    today = business_day(post.now(), post.identity.zone)
    last = report_days.read(asked.day_to or asked.day_from or today)
    return report_days.read(asked.day_from or last.isoformat()), last
