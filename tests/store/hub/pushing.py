"""What a terminal of the hub pushes."""

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import digest
from counter_tui.store.central.ingest import Push
from counter_tui.store.store import Store

NOW = 1_790_000_000_000


def chain(store: Store, after: int = 0) -> Push:
    """Return a push of everything behind a place of a terminal's chain."""
    me = store.identity
    with store.read() as conn:
        rows = conn.execute("SELECT body FROM event WHERE seq > ? ORDER BY seq", (after,)).fetchall()
    lines = [body.encode() for (body,) in rows]
    head = SignedHead(
        office=me.office, device=me.device, epoch=me.epoch, seq=after + len(lines), hash=digest(lines[-1])
    )
    return Push(head, lines, NOW)
