"""This device's chains: one per epoch, pushed to the centre, given up when somebody else writes on one."""

import msgspec

from counter_tui.core.chain import ChainHead
from counter_tui.core.event import GENESIS, Event
from counter_tui.store.driver import Connection
from counter_tui.store.identity import new_epoch
from counter_tui.store.transaction import Transaction

_HEADS = (
    "SELECT h.epoch, h.seq, h.hash, coalesce(w.durable, 0) FROM head h LEFT JOIN watermark w "
    "ON w.office = h.office AND w.device = h.device AND w.epoch = h.epoch "
    "WHERE h.office = ? AND h.device = ? AND NOT h.given_up ORDER BY h.hlc, h.epoch"
)
_HASH = "SELECT hash FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq = ?"
_PRUNED = "SELECT hash FROM pruned WHERE office = ? AND device = ? AND epoch = ? AND seq = ?"
_LAST_PRUNED = "SELECT coalesce(max(seq), 0) FROM pruned WHERE office = ? AND device = ? AND epoch = ?"
_LINES = (
    "SELECT seq, body FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? "
    "ORDER BY seq LIMIT ?"
)
_AT_AFTER = (
    "SELECT at FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT 1"
)
_ENTER = (
    "INSERT INTO head (office, device, epoch, seq, hash, hlc, given_up) VALUES (?, ?, ?, 0, ?, 0, ?) "
    "ON CONFLICT (office, device, epoch) DO NOTHING"
)
_EXTEND = (
    "UPDATE head SET seq = ?, hash = ?, hlc = max(hlc, ?) "
    "WHERE office = ? AND device = ? AND epoch = ? AND seq = ?"
)
_BEHIND = (
    "SELECT seq, hash, hlc FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq > ? ORDER BY seq"
)
_NO_LONGER_WHOLE = (
    "DELETE FROM head WHERE office = ? AND device = ? AND epoch = ? AND seq < ? AND seq <= "
    "(SELECT durable FROM watermark w WHERE w.office = head.office AND w.device = head.device "
    "AND w.epoch = head.epoch)"
)
_GIVE_UP = "UPDATE head SET given_up = ? WHERE office = ? AND device = ? AND epoch = ?"
_BOOTSTRAP = "DELETE FROM sync_cursor WHERE kind = 'events'"
_SETTLE = (
    "INSERT INTO watermark (office, device, epoch, durable, durable_hash, relayed) VALUES (?, ?, ?, ?, ?, 0) "
    "ON CONFLICT (office, device, epoch) DO UPDATE SET durable = excluded.durable, "
    "durable_hash = excluded.durable_hash"
)
_RELAYED = "SELECT relayed FROM watermark WHERE office = ? AND device = ? AND epoch = ?"
_NOTE_RELAYED = (
    "INSERT INTO watermark (office, device, epoch, durable, relayed) VALUES (?, ?, ?, 0, ?) "
    "ON CONFLICT (office, device, epoch) DO UPDATE SET relayed = excluded.relayed"
)
_AT_HUB = (
    "SELECT coalesce(sum(max(w.relayed - w.durable, 0)), 0) FROM watermark w "
    "JOIN head h ON h.office = w.office AND h.device = w.device AND h.epoch = w.epoch AND NOT h.given_up "
    "WHERE w.office = ? AND w.device = ?"
)


def own(connection: Connection, device: str) -> list[tuple[ChainHead, int]]:
    """Return the heads of a device's chains with their durable watermarks, oldest chain first."""
    rows = connection.execute(_HEADS, (connection.office, device))
    return [(ChainHead(epoch=epoch, seq=seq, hash=hash_), durable) for epoch, seq, hash_, durable in rows]


def hash_at(connection: Connection, device: str, epoch: int, seq: int) -> str | None:
    """Return the hash of an event, a pruned one too."""
    row = connection.execute(_HASH, (connection.office, device, epoch, seq)).fetchone()
    return row[0] if row else pruned_hash(connection, device, epoch, seq)


def pruned_hash(connection: Connection, device: str, epoch: int, seq: int) -> str | None:
    """Return the hash of an event that was pruned."""
    row = connection.execute(_PRUNED, (connection.office, device, epoch, seq)).fetchone()
    return row[0] if row else None


def lines(connection: Connection, chain: tuple[str, int], after: int, limit: int) -> list[bytes]:
    """Return a chain's exact lines behind `after`, up to the first gap; `chain` is (device, epoch)."""
    found: list[bytes] = []
    for seq, body in connection.execute(_LINES, (connection.office, *chain, after, limit)):
        if seq != after + len(found) + 1:
            break
        found.append(body.encode())
    return found


def unsynced(connection: Connection, device: str) -> tuple[int, int | None]:
    """Return how many own events the centre lacks, and when (UTC ms) the oldest of them was written."""
    count, written = 0, []
    for head, durable in own(connection, device):
        if head.seq > durable:
            count += head.seq - durable
            first = connection.execute(_AT_AFTER, (connection.office, device, head.epoch, durable))
            written += [at for (at,) in first]
    return count, min(written, default=None)


def settle(connection: Connection, chain: tuple[str, int], durable: int) -> None:
    """Keep how far the centre holds a chain."""
    hash_ = hash_at(connection, *chain, durable)
    connection.execute(_SETTLE, (connection.office, *chain, durable, hash_))


def relayed(connection: Connection, chain: tuple[str, int]) -> int:
    """Return how far the server that is spoken with holds a chain, whether the centre has it or not."""
    row = connection.execute(_RELAYED, (connection.office, *chain)).fetchone()
    return int(row[0]) if row else 0


def note_relayed(connection: Connection, chain: tuple[str, int], seq: int) -> None:
    """Keep how far the server that is spoken with holds a chain."""
    connection.execute(_NOTE_RELAYED, (connection.office, *chain, seq))


def at_hub(connection: Connection, device: str) -> int:
    """Return how many of a device's events its hub holds and the centre, as far as is known, lacks."""
    row = connection.execute(_AT_HUB, (connection.office, device)).fetchone()
    return int(row[0])


def extend(connection: Connection, me: str, event: Event, fingerprint: str) -> None:
    """Move a chain's head over an event that came from the centre: of an older one after a restore, or of a
    terminal that pushed here before and there since.

    A chain of this device, `me`, that a restore forgot gets its head again: nobody else would bring it to a
    centre that forgets it, too. Where the centre left something out before the event, the chain is held whole
    no more and loses its head. A hub's answer may have brought what follows before it.
    """
    chain = (event.office, event.device, event.epoch)
    if event.device == me and event.seq == 1:
        connection.execute(_ENTER, (*chain, GENESIS, False))
    moved = connection.execute(_EXTEND, (event.seq, fingerprint, event.hlc, *chain, event.seq - 1))
    if not moved.rowcount:
        connection.execute(_NO_LONGER_WHOLE, (*chain, event.seq))
        return
    for seq, hash_, hlc in connection.execute(_BEHIND, (*chain, event.seq)).fetchall():
        if not connection.execute(_EXTEND, (seq, hash_, hlc, *chain, seq - 1)).rowcount:
            break


def doubt(connection: Connection, device: str) -> None:
    """Take nothing of this device's chains for held by a server that was restored, until it says so itself: a
    copy of this home may have gone on there otherwise before this one comes.

    What was pruned cannot be offered again.
    """
    for head, durable in own(connection, device):
        chain = (device, head.epoch)
        (pruned,) = connection.execute(_LAST_PRUNED, (connection.office, *chain)).fetchone()
        if durable > pruned:
            settle(connection, chain, pruned)


def part(transaction: Transaction, epoch: int) -> None:
    """Push a chain no more; events that follow go to a new one.

    The next pull is a bootstrap: what its other writer added was left out of pulls as this device's own.
    """
    me = transaction.identity
    if me.epoch == epoch:
        draw_epoch(transaction)
    transaction.connection.execute(_GIVE_UP, (True, me.office, me.device, epoch))
    pull_all_again(transaction.connection)


def pull_all_again(connection: Connection) -> None:
    """Let the next pull be a bootstrap."""
    connection.execute(_BOOTSTRAP)


def draw_epoch(transaction: Transaction) -> None:
    """Begin a new chain of this device."""
    epoch = new_epoch(transaction.random)
    transaction.set_identity(msgspec.structs.replace(transaction.identity, epoch=epoch))
