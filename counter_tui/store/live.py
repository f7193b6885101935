"""Raw reads that keep the desk's memory of the day fresh: which streams changed, what this device just did.

Rows of the journal are counted by SQLite's rowid, which grows with every event that this file took in,
whoever wrote it; nothing here is synced.
"""

from collections.abc import Collection, Iterable
from itertools import takewhile
from typing import Any

import msgspec

from counter_tui.core.application import ApplicationState
from counter_tui.core.event import Event, order_key
from counter_tui.store import records
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES, journal_events, read_event

LATELY = 2000
"""So many of the journal's last rows hold what an officer may still take back, at the busiest site too."""

_data = msgspec.json.Decoder(dict[str, Any]).decode

_HANDED_OVER = (
    "FROM application INDEXED BY application_closed "
    "WHERE office = ? AND closed_at >= ? AND status = 'handed_over'"
)
HANDED_OVER_COUNT = f"SELECT count(*) {_HANDED_OVER}"
HANDED_OVER_NEWEST = f"SELECT state {_HANDED_OVER} ORDER BY closed_at DESC LIMIT ?"
SHELVED = (
    "SELECT count(*), coalesce(sum(ready_at < ?), 0), coalesce(sum(ready_at < ?), 0) FROM application "
    "INDEXED BY application_ready WHERE office = ? AND ready_at IS NOT NULL AND open"
)


def journal_end(conn: Connection) -> int:
    """Return the row of the newest event; 0 for none."""
    row = conn.execute("SELECT max(rowid) FROM event").fetchone()
    return row[0] or 0


def streams_after(conn: Connection, row: int, limit: int) -> list[str]:
    """Return the streams of the events after this row, at most `limit` events: each as often as it stands."""
    found = conn.execute("SELECT stream FROM event WHERE rowid > ? LIMIT ?", (row, limit))
    return [stream for (stream,) in found]


def own_end(conn: Connection, device: str, epoch: int) -> int:
    """Return the `seq` of this device's newest event of an epoch; 0 for none."""
    row = conn.execute(
        "SELECT max(seq) FROM event WHERE office = ? AND device = ? AND epoch = ?",
        (conn.office, device, epoch),
    ).fetchone()
    return row[0] or 0


def own_events_after(
    conn: Connection, device: str, epoch: int, seq: int, types: Collection[str] | None = None
) -> list[Event]:
    """Return this device's events of an epoch after a `seq`, in their order; `types` narrows to them."""
    rows = conn.execute(
        "SELECT type, body FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? ORDER BY seq",
        (conn.office, device, epoch, seq),
    )
    return [read_event(body) for type_, body in rows if types is None or type_ in types]


def own_events_back(
    conn: Connection, device: str, epoch: int, since: int, limit: int, types: Collection[str] | None = None
) -> list[Event]:
    """Return this device's last events of an epoch that are not older than `since` (UTC ms), newest first.

    Only the last `limit` ones are looked at; `types` narrows to these types.
    """
    rows = conn.execute(
        "SELECT at, type, body FROM event WHERE office = ? AND device = ? AND epoch = ? "
        "ORDER BY seq DESC LIMIT ?",
        (conn.office, device, epoch, limit),
    )
    fresh = takewhile(lambda row: row[0] >= since, rows)
    return [read_event(body) for _at, type_, body in fresh if types is None or type_ in types]


def asked_back(conn: Connection, device: str, actor: str) -> list[Event]:
    """Return what a hub wrote lately for an officer at a device, with all that those steps caused."""
    rows = conn.execute(
        "SELECT body FROM event WHERE office = ? AND device <> ? AND actor = ? "
        "AND rowid > (SELECT max(rowid) FROM event) - ? ORDER BY rowid",
        (conn.office, device, actor, LATELY),
    )
    found = [read_event(body) for (body,) in rows]
    asked = {event.id for event in found if _asked_of_hub(event, device)}
    return [event for event in found if event.data.get("cause", event.id) in asked]


def _asked_of_hub(event: Event, device: str) -> bool:
    """Tell whether a hub wrote an event for a device; what another program left out says nothing."""
    if event.type == "ticket.called":
        return bool(event.data.get("device") == device)
    authority = event.data.get("authority")
    return event.type == "ticket.issued" and isinstance(authority, dict) and authority.get("kind") == "hub"


def last_step(conn: Connection, streams: Iterable[str]) -> list[Event]:
    """Return all events of the newest step that touched one of these streams, in order, on any stream."""
    newest = max(
        (event for stream in streams for event in journal_events(conn, conn.office, stream)),
        key=order_key,
        default=None,
    )
    if newest is None:
        return []
    first = newest.data.get("cause", newest.id)
    rows = conn.execute(
        "SELECT body FROM event WHERE office = ?1 AND device = ?2 AND epoch = ?3 AND seq >= "
        "(SELECT seq FROM event WHERE office = ?1 AND id = ?4) ORDER BY seq",
        (conn.office, newest.device, newest.epoch, first),
    )
    events = (read_event(body) for (body,) in rows)
    return list(takewhile(lambda event: first in (event.id, event.data.get("cause")), events))


def appointments(conn: Connection, day: str) -> list[tuple[str, dict[str, Any], str, str]]:
    """Return a day's bookings by slot: application id, record, its ticket's id and number.

    Ticket and number are empty until it is checked in, and again after its number was cancelled.
    """
    rows = conn.execute(
        "SELECT r.id, r.data, t.id, t.number FROM record r "
        "LEFT JOIN application a ON a.office = r.office AND a.id = r.id "
        "LEFT JOIN ticket t ON t.office = a.office AND t.id = a.ticket AND t.status <> 'cancelled' "
        "WHERE r.office = ? AND r.kind = 'applicant' AND r.day = ? AND r.standing = 'live' "
        "ORDER BY json_extract(r.data, '$.slot'), r.lookup",
        (conn.office, day),
    )
    return [
        (id_, records.shown(conn, "applicant", _data(data)), ticket or "", number or "")
        for id_, data, ticket, number in rows
    ]


def issued_on(conn: Connection, site: str, day: str) -> list[tuple[str, bool, int]]:
    """Return how many numbers of a day stand, by channel and by whether a priority group holds them."""
    rows = conn.execute(
        "SELECT json_extract(state, '$.channel'), json_extract(state, '$.priority') IS NOT NULL, count(*) "
        "FROM ticket WHERE office = ? AND site = ? AND business_day = ? AND status <> 'cancelled' "
        "GROUP BY 1, 2",
        (conn.office, site, day),
    )
    return [(channel or "", bool(grouped), count) for channel, grouped, count in rows]


def handed_over_since(conn: Connection, since: int, limit: int) -> tuple[int, list[ApplicationState]]:
    """Return how many applications were handed over since a moment (UTC ms), and the newest of them."""
    count = conn.execute(HANDED_OVER_COUNT, (conn.office, since)).fetchone()[0]
    rows = conn.execute(HANDED_OVER_NEWEST, (conn.office, since, limit))
    return count, [SHAPES["application"].decode(state) for (state,) in rows]


def shelved(conn: Connection, before: tuple[int, int]) -> tuple[int, int, int]:
    """Return how many lie ready, and how many of them since before each of two moments (UTC ms)."""
    row = conn.execute(SHELVED, (*before, conn.office)).fetchone()
    return row[0], row[1], row[2]


def flag_count(conn: Connection, site: str) -> int:
    """Return how many tickets of the site and applications of the office contradict themselves."""
    row = conn.execute(
        "SELECT (SELECT count(*) FROM ticket WHERE office = ?1 AND site = ?2 AND flagged) + "
        "(SELECT count(*) FROM application WHERE office = ?1 AND flagged)",
        (conn.office, site),
    ).fetchone()
    count: int = row[0]
    return count


def recent_channels(conn: Connection, site: str, day: str, limit: int) -> list[str]:
    """Return the channels of the day's latest calls, newest last."""
    rows = conn.execute(
        "SELECT json_extract(state, '$.channel') FROM ticket WHERE office = ? AND site = ? "
        "AND business_day = ? AND json_extract(state, '$.called_at') IS NOT NULL "
        "ORDER BY json_extract(state, '$.called_at') DESC LIMIT ?",
        (conn.office, site, day, limit),
    )
    return [channel or "" for (channel,) in rows][::-1]
