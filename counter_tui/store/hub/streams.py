"""What a terminal must know of a number before it can act on it, whoever wrote it, and what proves that."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from counter_tui.core.chain import SignedHead
from counter_tui.core.ticket_state import TicketState
from counter_tui.store.driver import Connection
from counter_tui.store.projection import read_event

MOST = 500
"""So many lines at most lead from one to the head above it; a chain that needs more waits for the pull."""

Chain = tuple[str, int]
"""Device and epoch."""

_LINES = (
    "SELECT body FROM event WHERE office = ? AND stream IN (SELECT value FROM json_each(?)) "
    "AND (office_seq > ? OR office_seq IS NULL) ORDER BY rowid"
)
_HEADS = (
    "SELECT office, device, epoch, seq, hash, signature FROM {table} "
    "WHERE office = ?1 AND device = ?2 AND epoch = ?3 AND seq >= ?4"
)
# A clone signs heads of the same chain, too: those lead to lines that are kept apart here.
_ABOVE = (
    "SELECT h.office, h.device, h.epoch, h.seq, h.hash, h.signature FROM ("  # noqa: S608 - own text
    f"{_HEADS.format(table='signed_head')} UNION ALL {_HEADS.format(table='relayed_head')}) h "
    "JOIN event e ON e.office = h.office AND e.device = h.device AND e.epoch = h.epoch AND e.seq = h.seq "
    "AND e.hash = h.hash ORDER BY h.seq LIMIT 1"
)
_CHAIN = "office = ? AND device = ? AND epoch = ? AND seq BETWEEN ? AND ?"
_UP_TO = f"SELECT body FROM event WHERE {_CHAIN} ORDER BY seq"  # noqa: S608 - own text


class Known(NamedTuple):
    """Exact lines, and heads of other devices than the hub's that they lead to."""

    lines: list[str]
    heads: list[SignedHead]


def unheard(
    connection: Connection, me: str, ticket: TicketState | None, written: Iterable[str], after: int
) -> Known:
    """Return the exact lines of a number, its applications and its day behind a place of the hub's sequence.

    `written` are those that a command itself wrote: they are left out, but what they lead to is not. Of
    chains of others than the hub `me`, the lines up to the next head that their author signed come along.
    """
    told = dict.fromkeys(written)
    found = dict.fromkeys(line for line in _of_number(connection, ticket, after) if line not in told)
    heads = []
    for chain, first, last in _others(me, (*told, *found)):
        head = _above(connection, chain, last)
        if head is not None and head.seq - first < MOST:
            heads.append(head)
            place = (connection.office, *chain, first, head.seq)
            found |= dict.fromkeys(body for (body,) in connection.execute(_UP_TO, place))
    return Known([line for line in found if line not in told], heads)


def _of_number(connection: Connection, ticket: TicketState | None, after: int) -> Iterable[str]:
    if ticket is None:
        return []
    streams = [
        f"ticket/{ticket.id}",
        *(f"application/{one}" for one in ticket.applications),
        f"day/{ticket.site}/{ticket.business_day}",
    ]
    rows = connection.execute(_LINES, (connection.office, json.dumps(streams), after))
    return [body for (body,) in rows]


def _others(me: str, lines: Iterable[str]) -> list[tuple[Chain, int, int]]:
    """Return the chains of others in these lines, with their first and last place there."""
    places: dict[Chain, list[int]] = {}
    for line in lines:
        event = read_event(line)
        if event.device != me:
            places.setdefault((event.device, event.epoch), []).append(event.seq)
    return [(chain, min(found), max(found)) for chain, found in places.items()]


def _above(connection: Connection, chain: Chain, seq: int) -> SignedHead | None:
    row = connection.execute(_ABOVE, (connection.office, *chain, seq)).fetchone()
    return SignedHead(**dict(zip(SignedHead.__struct_fields__, row, strict=True))) if row else None
