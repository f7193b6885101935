"""Which application a row of a list of finished passports means, and whether what it says of it agrees."""

from datetime import date
from typing import TYPE_CHECKING

from counter_tui.core import numbering
from counter_tui.core.application import ENDED, HANDED_OVER
from counter_tui.core.ids import booking_application_id
from counter_tui.core.names import fold_case
from counter_tui.core.zones import local_time
from counter_tui.desk.applicants import KIND
from counter_tui.desk.importing.ready_rows import ReadyRow
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

MOST = 1000
"""Numbers come again every day; of one label so many applications are looked at."""


def meant(post: "Post", conn: "Connection", row: ReadyRow) -> tuple[str, str, str]:
    """Return the application's id, else the field at fault and the reason.

    An application's id or a booking's code is enough for one that this computer has never seen: its id is
    the same everywhere. A number is not: it must be known here.
    """
    by_code = _by_code(post, conn, row.code) if row.code else ""
    if row.application and by_code and row.application != by_code:
        return "", "kode_booking", _("milik permohonan lain daripada yang disebut di baris ini")
    if row.application or by_code:
        return row.application or by_code, "", ""
    id_, reason = _by_number(post, conn, row)
    return id_, "nomor", reason


def doubts(conn: "Connection", row: ReadyRow, application: str) -> list[tuple[str, str]]:
    """Return the fields of a row that do not agree with what is known, each with its reason."""
    known = queries.record(conn, KIND, application) or {}
    state = queries.application(conn, application)
    said: list[tuple[str, str, str]] = [
        ("nama", fold_case(row.name), fold_case(known.get("name", ""))),
        ("nik", row.nik, known.get("nik", "")),
        ("nomor", _label(row.number) or row.number, state.number if state is not None else ""),
    ]
    return [
        (field, _("berbeda dari catatan di sini; periksa paspornya"))
        for field, here, there in said
        if here and there and here != (_label(there) or there if field == "nomor" else there)
    ]


def _by_code(post: "Post", conn: "Connection", code: str) -> str:
    known = queries.by_lookup(conn, KIND, code)
    return known[0][0] if known else booking_application_id(post.identity.office, code)


def _by_number(post: "Post", conn: "Connection", row: ReadyRow) -> tuple[str, str]:
    parsed = numbering.parse_label(row.number)
    if parsed is None:
        return "", _("bukan nomor antrean")
    series, tag, count = parsed
    label = numbering.label(series, count, post.rules.ticket_digits, tag)
    found = [
        state
        for state in queries.applications_by_number(conn, label, MOST)
        if row.day is None or _day(post, conn, state) == row.day
    ]
    if not found:
        return "", _("tidak dikenal di komputer ini; tulis kode janji atau permohonannya")
    left = [state for state in found if state.status not in (HANDED_OVER, *ENDED)] or found
    if len(left) > 1:
        return "", _("dimiliki beberapa permohonan; tulis juga tanggalnya, atau kode janji")
    return left[0].id, ""


def _day(post: "Post", conn: "Connection", state: "ApplicationState") -> date | None:
    ticket = queries.ticket(conn, state.ticket) if state.ticket else None
    if ticket is not None:
        return date.fromisoformat(ticket.business_day)
    return None if state.opened_at is None else local_time(state.opened_at, post.identity.zone).date()


def _label(number: str) -> str:
    """Return a number without the digits that an office pads it with, so that two spellings compare."""
    parsed = numbering.parse_label(number)
    return numbering.label(parsed[0], parsed[2], 1, parsed[1]) if parsed is not None else ""
