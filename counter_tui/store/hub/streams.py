"""What a terminal must know of a number before it can act on it, whoever wrote it."""

import json
from collections.abc import Collection

from counter_tui.core.ticket_state import TicketState
from counter_tui.store.driver import Connection

_LINES = (
    "SELECT body FROM event WHERE office = ? AND stream IN (SELECT value FROM json_each(?)) ORDER BY rowid"
)


def before(connection: Connection, ticket: TicketState, written: Collection[str]) -> list[str]:
    """Return the exact earlier lines of a number, its applications and its business day.

    `written` are those that the command itself wrote: they are left out.
    """
    streams = [
        f"ticket/{ticket.id}",
        *(f"application/{one}" for one in ticket.applications),
        f"day/{ticket.site}/{ticket.business_day}",
    ]
    rows = connection.execute(_LINES, (connection.office, json.dumps(streams)))
    return [body for (body,) in rows if body not in written]
