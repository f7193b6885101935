"""How far a hub holds its terminals' chains, and how far the centre has told it that it does."""

from counter_tui.core.chain import ChainHead
from counter_tui.store.central.ingest import chain_end
from counter_tui.store.central.statements import Statements
from counter_tui.store.driver import Connection

_EPOCHS = (
    "SELECT epoch FROM head WHERE office = ?1 AND device = ?2 "
    "UNION SELECT DISTINCT epoch FROM event WHERE office = ?1 AND device = ?2"
)
_DURABLE = "SELECT epoch, durable FROM watermark WHERE office = ? AND device = ?"


def ends(connection: Connection, device: str) -> list[ChainHead]:
    """Return the ends of all chains of a device, also of those of which only recent events are held."""
    epochs = [epoch for (epoch,) in connection.execute(_EPOCHS, (connection.office, device))]
    work = Statements(connection.cursor(), postgres=False)
    found = [(epoch, chain_end(work, connection.office, device, epoch)) for epoch in sorted(epochs)]
    return [ChainHead(epoch=epoch, seq=end.seq, hash=end.hash) for epoch, end in found]


def durable(connection: Connection, device: str) -> dict[int, int]:
    """Return up to which seq the centre holds each chain of a device, by epoch."""
    return dict(connection.execute(_DURABLE, (connection.office, device)).fetchall())
