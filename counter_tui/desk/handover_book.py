"""The register of handovers (buku penyerahan, Ps 23): searched by number, name and day, page by page."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from counter_tui.core import numbering
from counter_tui.core.names import fold_case, mask
from counter_tui.core.refusal import Refused
from counter_tui.core.zones import business_day
from counter_tui.desk import check_records, collecting, hand, naming, officers, report_days
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as
from counter_tui.desk.views.handovers import BookPage, BookRow
from counter_tui.language import _
from counter_tui.store import handover_book, queries
from counter_tui.store.handover_book import Search

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.core.application_state import Handover
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

PAGE = 20
_NO_LIMIT = -1
DAYS_BACK = 30
"""How far back it looks where nobody says: what a terminal keeps of finished applications."""


def page(post: "Post", text: str, day_from: str, day_to: str, number: int, rows: int = PAGE) -> BookPage:
    """Return one page of the handovers from one day to another (ISO dates), the newest first.

    Empty dates mean the last 30 days. `text` is a number, or part of the owner's, the collector's or the
    institution's name; names are masked. Refused for a date that is none.
    """
    post.acting(Duty.HAND_OVER)
    since, until = _days(post, day_from, day_to)
    search = _between(post, since, until)._replace(number=_number(post, text), name=fold_case(text))
    number = max(1, number)
    with post.store.read() as conn:
        found = handover_book.handovers(conn, search, rows + 1, rows * (number - 1))
        shown = tuple(_row(post, conn, *one) for one in found[:rows])
    return BookPage(shown, number, len(found) > rows, since.isoformat(), until.isoformat())


def whole(post: "Post", day_from: str, day_to: str, *, full: bool) -> BookPage:
    """Return all handovers of some days on one page, the newest first; `full` writes names out."""
    since, until = _days(post, day_from, day_to)
    with post.store.read() as conn:
        found = handover_book.handovers(conn, _between(post, since, until), _NO_LIMIT)
        rows = tuple(_row(post, conn, *one, full=full) for one in found)
    return BookPage(rows, 1, more=False, day_from=since.isoformat(), day_to=until.isoformat())


def entry(post: "Post", event: str) -> BookRow:
    """Return one handover with owner, collector and ID reference in full; refused for an unknown one."""
    post.acting(Duty.HAND_OVER)
    with post.store.read() as conn:
        found = handover_book.handover(conn, event)
        if found is None:
            raise Refused(
                _("Penyerahan itu tidak tercatat di komputer ini. Muat ulang daftarnya."),
                code="unknown_handover",
            )
        return _row(post, conn, *found, full=True)


def _row(
    post: "Post", conn: "Connection", state: "ApplicationState", handover: "Handover", *, full: bool = False
) -> BookRow:
    owner = queries.record(conn, "applicant", state.id) or {}
    collector: dict[str, Any] = queries.record(conn, collecting.RECORD, handover.record) or {}
    service = state.service or owner.get("service", "")
    shown = str if full else mask
    reference = collector.get("id_reference", "")
    return BookRow(
        event=handover.event,
        at=handover.at,
        application=state.id,
        number=known_as(state, owner),
        service=service,
        service_name=naming.service(post.catalogue, service) if service else "",
        owner=shown(owner.get("name", "")),
        kind=handover.collector,
        kind_name=collecting.kind_name(handover.collector),
        collector=shown(collector.get("name", "")),
        relation=collector.get("relation", ""),
        institution=collector.get("institution", ""),
        id_reference=reference if full else _end_of(reference),
        officer=officers.display_name(conn, handover.actor),
        counter=hand.counter_text(handover.counter),
        device=handover.device,
        signed=handover.signed_at is not None,
        readiness=handover.readiness,
        list=handover.list,
        flags=check_records.notes(state, handover.event),
    )


def _between(post: "Post", since: date, until: date) -> Search:
    return Search(*report_days.span(since, until, post.identity.zone))


def _end_of(reference: str) -> str:
    """Return an ID reference as lists show it: its last four signs."""
    return f"…{reference[-4:]}" if len(reference) > 4 else reference


def _number(post: "Post", text: str) -> str:
    """Return a number as it was printed, however it was typed; empty for what is no number."""
    parsed = numbering.parse_label(text)
    if parsed is None:
        return ""
    series, tag, count = parsed
    return numbering.label(series, count, post.rules.ticket_digits, tag)


def _days(post: "Post", day_from: str, day_to: str) -> tuple[date, date]:
    until = report_days.read(day_to or business_day(post.now(), post.identity.zone))
    return report_days.read(day_from) if day_from else until - timedelta(days=DAYS_BACK), until
