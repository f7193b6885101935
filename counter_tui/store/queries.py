"""What the desk asks the store again and again, in SQL text on a connection of `Store.read`.

Every query begins with the connection's office, as the tables' keys do. `INDEXED BY` names the partial
indexes, because the planner cannot know how few rows they hold.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from counter_tui.core.application import ApplicationState
from counter_tui.core.business_day import DayState
from counter_tui.core.print_job import Job
from counter_tui.core.streams import AnyState
from counter_tui.core.ticket import TicketState
from counter_tui.store import projection, spool_rows
from counter_tui.store import records as record_rows
from counter_tui.store.driver import Connection

OPEN_TICKETS = (
    "SELECT state FROM ticket INDEXED BY ticket_open "
    "WHERE office = ? AND site = ? AND business_day = ? AND open"
)
OPEN_BEFORE = (
    "SELECT state FROM ticket INDEXED BY ticket_open "
    "WHERE office = ? AND site = ? AND business_day < ? AND open"
)
TICKET_BY_NUMBER = (
    "SELECT state FROM ticket WHERE office = ? AND site = ? AND business_day = ? AND number = ?"
)
_DAY_TICKETS = "SELECT state FROM ticket WHERE office = ? AND site = ? AND business_day = ?"
_OPEN_DAYS = "SELECT state FROM day WHERE office = ? AND site = ? AND open ORDER BY business_day"
_COUNTERS = "SELECT state FROM counter WHERE office = ? ORDER BY counter, id"
APPLICATIONS_OF = "SELECT state FROM application WHERE office = ? AND ticket = ?"
_BY_NUMBER = "SELECT state FROM application WHERE office = ? AND number = ? ORDER BY hlc DESC LIMIT ?"
FLAGGED_TICKETS = (
    "SELECT state FROM ticket INDEXED BY ticket_flagged "
    "WHERE office = ? AND site = ? AND flagged ORDER BY hlc DESC"
)
_FLAGGED_APPLICATIONS = (
    "SELECT state FROM application INDEXED BY application_flagged WHERE office = ? AND flagged "
    "ORDER BY hlc DESC"
)
_RECORDS = "SELECT id, data FROM record WHERE office = ? AND kind = ? AND standing = 'live' ORDER BY id"
BOOKINGS = (
    "SELECT id, data FROM record WHERE office = ? AND kind = 'applicant' AND day = ? AND standing = 'live' "
    "ORDER BY lookup, id"
)
BY_LOOKUP = "SELECT id, data FROM record WHERE office = ? AND kind = ? AND lookup = ? AND standing = 'live'"
FIND = (
    "SELECT id, data FROM record INDEXED BY record_search WHERE office = ? AND kind = 'applicant' "  # noqa: S608
    f"AND {record_rows.SEARCHED} AND search LIKE ? ESCAPE '\\' ORDER BY day DESC, search LIMIT ?"
)
PRINT_JOBS = f"SELECT {spool_rows.COLUMNS} FROM print_job ORDER BY at DESC, id DESC LIMIT ?"  # noqa: S608 - our names
OPEN_JOBS = (
    f"SELECT {spool_rows.COLUMNS} FROM print_job "  # noqa: S608 - our own names
    "WHERE state IN ('queued', 'sending', 'unconfirmed', 'failed') ORDER BY at DESC, id DESC LIMIT ?"
)
MOST_OPEN_JOBS = 1000

_ticket = projection.SHAPES["ticket"].decode
_application = projection.SHAPES["application"].decode
_day = projection.SHAPES["day"].decode
_counter = projection.SHAPES["counter"].decode

Found = list[tuple[str, dict[str, Any]]]
"""Records as (id, data)."""


def state(conn: Connection, stream: str) -> AnyState | None:
    """Return a stream's folded state."""
    return projection.load(conn, conn.office, stream)


def open_tickets(conn: Connection, site: str, business_day: str) -> list[TicketState]:
    """Return every ticket of the day that is neither finished nor cancelled."""
    return _states(_ticket, conn.execute(OPEN_TICKETS, (conn.office, site, business_day)))


def open_before(conn: Connection, site: str, business_day: str) -> list[TicketState]:
    """Return the tickets that earlier days left open."""
    return _states(_ticket, conn.execute(OPEN_BEFORE, (conn.office, site, business_day)))


def day_tickets(conn: Connection, site: str, business_day: str) -> list[TicketState]:
    """Return all tickets of the day, for its figures."""
    return _states(_ticket, conn.execute(_DAY_TICKETS, (conn.office, site, business_day)))


def ticket(conn: Connection, key: str) -> TicketState | None:
    """Return a ticket by its id."""
    found = state(conn, f"ticket/{key}")
    return found if isinstance(found, TicketState) else None


def ticket_by_number(conn: Connection, site: str, business_day: str, number: str) -> TicketState | None:
    """Return a ticket by its number as printed, such as `A-007`."""
    found = _states(_ticket, conn.execute(TICKET_BY_NUMBER, (conn.office, site, business_day, number)))
    return found[0] if found else None


def open_days(conn: Connection, site: str) -> list[DayState]:
    """Return the site's open business days, the oldest first."""
    return _states(_day, conn.execute(_OPEN_DAYS, (conn.office, site)))


def counters(conn: Connection) -> list[Any]:
    """Return the CounterState of every counter known here."""
    return _states(_counter, conn.execute(_COUNTERS, (conn.office,)))


def application(conn: Connection, key: str) -> ApplicationState | None:
    """Return an application by its id."""
    found = state(conn, f"application/{key}")
    return found if isinstance(found, ApplicationState) else None


def applications_of(conn: Connection, ticket: str) -> list[ApplicationState]:
    """Return the applications of a ticket's id."""
    return _states(_application, conn.execute(APPLICATIONS_OF, (conn.office, ticket)))


def applications_by_number(conn: Connection, number: str, limit: int = 20) -> list[ApplicationState]:
    """Return the applications of a ticket number on any day, the newest first."""
    return _states(_application, conn.execute(_BY_NUMBER, (conn.office, number, limit)))


def flagged(conn: Connection, site: str) -> list[TicketState | ApplicationState]:
    """Return what contradicts itself, for the supervisors' list *Perlu diperiksa*, the newest first."""
    tickets = _states(_ticket, conn.execute(FLAGGED_TICKETS, (conn.office, site)))
    return tickets + _states(_application, conn.execute(_FLAGGED_APPLICATIONS, (conn.office,)))


def record(conn: Connection, kind: str, key: str) -> dict[str, Any] | None:
    """Return a living record's data."""
    return record_rows.read(conn, kind, key)


def record_ever(conn: Connection, kind: str, key: str) -> dict[str, Any] | None:
    """Return a record's data also where it was revoked; an erased one has none."""
    found = record_rows.load(conn, conn.office, (kind, key))
    return found.data if found is not None else None


def records(conn: Connection, kind: str) -> Found:
    """Return all living records of a kind by id."""
    return _found(conn, kind, conn.execute(_RECORDS, (conn.office, kind)))


def has_record(conn: Connection, kind: str) -> bool:
    """Return whether there ever was a record of a kind, living or not."""
    row = conn.execute("SELECT 1 FROM record WHERE office = ? AND kind = ? LIMIT 1", (conn.office, kind))
    return row.fetchone() is not None


def by_lookup(conn: Connection, kind: str, lookup: str) -> Found:
    """Return the living records of a kind by their exact second key (a booking code, a login name)."""
    return _found(conn, kind, conn.execute(BY_LOOKUP, (conn.office, kind, lookup)))


def bookings(conn: Connection, day: str) -> Found:
    """Return the applicants whose booking is on a day, by booking code."""
    return _found(conn, "applicant", conn.execute(BOOKINGS, (conn.office, day)))


def find(conn: Connection, text: str, limit: int = 50) -> Found:
    """Return the applicants whose search text holds this text, the newest day first."""
    if conn.sealed:
        return []
    return _found(conn, "applicant", conn.execute(FIND, (conn.office, containing(text), limit)))


def containing(text: str) -> str:
    """Return the LIKE pattern of what holds a text, whatever its case; its escape is a backslash."""
    plain = text.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def meta(conn: Connection, key: str) -> str | None:
    """Return a named value of this installation."""
    row = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def print_jobs(conn: Connection, limit: int = 100) -> list[Job]:
    """Return the newest print jobs and, however old, those that wait for somebody; the newest first."""
    newest = [spool_rows.parse(row) for row in conn.execute(PRINT_JOBS, (limit,))]
    unfinished = [spool_rows.parse(row) for row in conn.execute(OPEN_JOBS, (MOST_OPEN_JOBS,))]
    found = {job.id: job for job in (*newest, *(job for job in unfinished if job.open))}
    return sorted(found.values(), key=lambda job: (job.at, job.id), reverse=True)


def _states(decode: Any, rows: Iterable[tuple[str]]) -> list[Any]:
    return [decode(text) for (text,) in rows]


def _found(conn: Connection, kind: str, rows: Iterable[tuple[str, str]]) -> Found:
    return [(identity, record_rows.shown(conn, kind, msgspec.json.decode(data))) for identity, data in rows]
