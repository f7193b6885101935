"""Find (cari): numbers of the day, bookings and open applications, by number, code, id or part of a name."""

from datetime import date
from typing import TYPE_CHECKING, Any

from counter_tui.core import numbering
from counter_tui.core.names import fold_case, mask
from counter_tui.core.refusal import Refused
from counter_tui.desk import hand, naming
from counter_tui.desk.local_time import day_text, hour_text
from counter_tui.desk.views.finding import FoundRow
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.core.ticket_state import TicketState
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

MOST = 50


def find(post: "Post", text: str) -> tuple[FoundRow, ...]:
    """Return what a text means: a number of the day first, then a booking code, then names."""
    post.acting()
    post.board.refresh()
    wanted = text.strip()
    if not wanted:
        return ()
    with post.store.read() as conn:
        rows = [*_by_number(post, conn, wanted), *_by_record(post, conn, wanted)]
    return tuple({(row.kind, row.id): row for row in rows}.values())[:MOST]


def ticket_id(post: "Post", number: str) -> str:
    """Return the id of a number of the open day as people type it (`a7`); refused when there is none."""
    post.board.refresh()
    with post.store.read() as conn:
        state = ticket_numbered(post, conn, number)
    if state is None:
        raise Refused(
            _("Nomor itu tidak ada hari ini. Tidak ada yang berubah. Cari dengan /."), code="unknown_ticket"
        )
    return state.id


def ticket_numbered(post: "Post", conn: "Connection", number: str) -> "TicketState | None":
    """Return the ticket of the open day that bears a number, however it was typed."""
    parsed = numbering.parse_label(number)
    if parsed is None or post.board.day is None:
        return None
    series, tag, count = parsed
    label = numbering.label(series, count, post.rules.ticket_digits, tag)
    return queries.ticket_by_number(conn, post.identity.site, post.board.day, label)


def _by_number(post: "Post", conn: "Connection", text: str) -> list[FoundRow]:
    today = ticket_numbered(post, conn, text)
    rows = [_ticket_row(post, conn, today)] if today is not None else []
    older = queries.applications_by_number(conn, today.number if today is not None else text.upper())
    return rows + [
        _application_row(post, conn, one) for one in older if today is None or one.ticket != today.id
    ]


def _by_record(post: "Post", conn: "Connection", text: str) -> list[FoundRow]:
    found = queries.by_lookup(conn, "applicant", text.upper()) or queries.find(conn, fold_case(text), MOST)
    data = queries.record(conn, "applicant", text)
    if data is not None:
        found = [(text, data)]
    return [_person_row(post, conn, id_, one) for id_, one in found]


def _person_row(post: "Post", conn: "Connection", id_: str, data: dict[str, Any]) -> FoundRow:
    application = queries.application(conn, id_)
    if application is None:
        return FoundRow(
            kind="booking",
            id=id_,
            number="",
            masked_name=mask(data.get("name", "")),
            service_name=naming.service(post.catalogue, data.get("service", "")),
            state=_appointment(post, data.get("day", ""), data.get("slot", "")),
            code=data.get("code", ""),
        )
    ticket = post.board.known(application.ticket)
    if ticket is not None:
        return _ticket_row(post, conn, ticket)
    return _application_row(post, conn, application)


def _appointment(post: "Post", day: str, slot: str) -> str:
    """Return when somebody is expected; the day stands only where it is not the open one."""
    hour = hour_text(slot) if slot else ""
    if not day or day == post.board.day:
        return _("janji {slot}").format(slot=hour)
    return _("janji {day} {slot}").format(day=day_text(date.fromisoformat(day)), slot=hour)


def _ticket_row(post: "Post", conn: "Connection", state: "TicketState") -> FoundRow:
    return FoundRow(
        kind="ticket",
        id=state.id,
        number=state.number,
        masked_name=_name(conn, state.applications),
        service_name=naming.service(post.catalogue, state.service),
        state=hand.status_word(state.status),
        status=state.status,
    )


def _application_row(post: "Post", conn: "Connection", state: "ApplicationState") -> FoundRow:
    return FoundRow(
        kind="application",
        id=state.id,
        number=state.number,
        masked_name=_name(conn, (state.id,)),
        service_name=naming.service(post.catalogue, state.service),
        state=naming.application_status(state.status),
    )


def _name(conn: "Connection", applications: tuple[str, ...]) -> str:
    for id_ in applications:
        data = queries.record(conn, "applicant", id_)
        if data is not None and data.get("name"):
            return mask(data["name"])
    return ""
