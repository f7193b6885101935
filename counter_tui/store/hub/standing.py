"""Whether this home is a hub, and in which of the epochs of its site's hubs (DESIGN §4)."""

from counter_tui.core.ticket_events import Authority
from counter_tui.store import queries
from counter_tui.store.driver import Connection
from counter_tui.store.hub import chains
from counter_tui.store.transaction import Transaction

KEY = "hub_epoch"
"""Meta name of the epoch; a home without one never was a hub, or is none any more."""
BEFORE = "hub_before"
"""Meta name of the server that a promoted home was a terminal of, as its peer was kept."""
PROMOTER = "hub_promoter"
"""Meta name of the officer who promoted this home."""
SUCCESSOR = "hub_successor"
"""Meta name of the announcement (JSON) to which this home gave way as a hub."""
MOVING = "hub_moving"
"""Meta name of the moment (UTC ms) since when this hub grants nothing, because it moves to a terminal."""
MOVE_MS = 10_000
"""A terminal that has not taken the hub's place by then has given it up: the hub goes on."""


def authority(connection: Connection, device: str) -> Authority | None:
    """Return the authority of the numbers that this home's hub issues; None where it is no hub."""
    epoch = queries.meta(connection, KEY)
    return Authority(kind="hub", id=device, epoch=int(epoch)) if epoch else None


def successor(connection: Connection) -> str:
    """Return the announcement of the hub to which this one gave way; empty for one that did not."""
    return queries.meta(connection, SUCCESSOR) or ""


def is_moving(connection: Connection, now: int) -> bool:
    """Return whether this hub grants nothing at the moment, because it moves; `now` is UTC milliseconds."""
    since = queries.meta(connection, MOVING)
    return bool(since) and 0 <= now - int(since or 0) < MOVE_MS


def grants(connection: Connection, authority: Authority, now: int) -> bool:
    """Return whether this home is a hub of just this authority, and does not move."""
    mine = queries.meta(connection, KEY)
    return mine == str(authority.epoch) and not is_moving(connection, now)


def begin(transaction: Transaction) -> None:
    """Make this home a hub in the first epoch of its site, unless it is one or gave way to another."""
    if not transaction.meta(KEY) and not transaction.meta(SUCCESSOR):
        transaction.set_meta(KEY, "1")


def pause(transaction: Transaction) -> None:
    """Grant nothing from now on, for a while: a terminal is about to take this hub's place."""
    transaction.set_meta(MOVING, str(transaction.now()))


def promote(transaction: Transaction, epoch: int, *, before: str, promoter: str) -> None:
    """Make this terminal the hub of a new epoch; `before` is the server whose terminal it was."""
    chains.as_given(transaction.connection, transaction.identity.device)
    transaction.set_meta(KEY, str(epoch))
    transaction.set_meta(BEFORE, before)
    transaction.set_meta(PROMOTER, promoter)
    transaction.set_meta(SUCCESSOR, "")
    transaction.set_meta(MOVING, "")


def step_down(transaction: Transaction, announcement: str) -> None:
    """Be no hub any more: another one of a higher epoch is."""
    transaction.set_meta(KEY, "")
    transaction.set_meta(SUCCESSOR, announcement)
    transaction.set_meta(MOVING, "")
