"""Who did what when: events of a time, of an officer, of a number, read by the journal's own indexes.

An event's id is a UUIDv7 made of its author's clock (DESIGN §2): a range of ids is a range of times, so that
no index of its own slows each commit down.
"""

from collections.abc import Iterable
from typing import NamedTuple

from counter_tui.core.event import Event, order_key
from counter_tui.core.ids import uuid7
from counter_tui.store.driver import Connection
from counter_tui.store.projection import journal_events, read_event

BY_TIME = "SELECT body FROM event INDEXED BY event_id WHERE office = :office AND id >= :since AND id < :until"
BY_OFFICER = f"{BY_TIME} AND actor = :actor"
TICKETS = (
    "SELECT id FROM ticket WHERE office = :office AND site = :site AND business_day >= :first "
    "AND business_day <= :last AND number = :number"
)
APPLICATIONS = (
    "SELECT id, ticket FROM application INDEXED BY application_number "
    "WHERE office = :office AND number = :number"
)
OFFICER = "SELECT id FROM record WHERE office = ? AND kind = 'officer' AND lookup = ?"
_NUMBERS = {
    kind: f"SELECT number FROM {kind} WHERE office = ? AND id = ?"  # noqa: S608 - our own names
    for kind in ("ticket", "application")
}


class Numbered(NamedTuple):
    """A number as printed, on a site's business days (ISO dates, both included)."""

    number: str
    site: str
    first: str
    last: str


def done(connection: Connection, since: int, until: int, actor: str = "") -> list[Event]:
    """Return what was done from one moment until before another (UTC ms), the oldest first."""
    given = {
        "office": connection.office,
        "since": uuid7(since, bytes(10)),
        "until": uuid7(until, bytes(10)),
        "actor": actor,
    }
    rows = connection.execute(BY_OFFICER if actor else BY_TIME, given)
    return in_order(read_event(body) for (body,) in rows)


def done_to(connection: Connection, numbered: Numbered) -> list[Event]:
    """Return what was done to the tickets of a number and to their applications, the oldest first."""
    given = {"office": connection.office, **numbered._asdict()}
    tickets = {id_ for (id_,) in connection.execute(TICKETS, given)}
    streams = [f"ticket/{id_}" for id_ in tickets]
    streams += [
        f"application/{id_}" for id_, ticket in connection.execute(APPLICATIONS, given) if ticket in tickets
    ]
    return in_order(
        event for stream in streams for event in journal_events(connection, connection.office, stream)
    )


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by their authors' clocks; those of one moment in the order of a fold."""
    return sorted(events, key=lambda event: (event.at, order_key(event)))


def officers(connection: Connection, login: str) -> list[str]:
    """Return the ids of the officers of a login, also revoked ones."""
    return [id_ for (id_,) in connection.execute(OFFICER, (connection.office, login.strip().casefold()))]


class Numbers:
    """The number of each stream, asked for once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def of(self, stream: str) -> str:
        """Return the number that a ticket or an application bears; empty for what bears none."""
        if stream not in self._known:
            self._known[stream] = self._find(*stream.partition("/")[::2])
        return self._known[stream]

    def _find(self, kind: str, identity: str) -> str:
        kind = "application" if kind == "applicant" else kind
        if kind not in _NUMBERS:
            return ""
        row = self._connection.execute(_NUMBERS[kind], (self._connection.office, identity)).fetchone()
        return row[0] if row else ""
