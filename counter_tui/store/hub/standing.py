"""Whether this home is a hub, and in which of the epochs of its site's hubs (DESIGN §4)."""

from counter_tui.core.ticket_events import Authority
from counter_tui.store import queries
from counter_tui.store.driver import Connection
from counter_tui.store.transaction import Transaction

KEY = "hub_epoch"
"""Meta name of the epoch; a home without one never was a hub."""


def authority(connection: Connection, device: str) -> Authority | None:
    """Return the authority of the numbers that this home's hub issues; None where it is no hub."""
    epoch = queries.meta(connection, KEY)
    return Authority(kind="hub", id=device, epoch=int(epoch)) if epoch else None


def begin(transaction: Transaction) -> None:
    """Make this home a hub in the first epoch of its site, unless it is one."""
    if not transaction.meta(KEY):
        transaction.set_meta(KEY, "1")
