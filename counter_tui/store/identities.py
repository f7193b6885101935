"""The identity in its table, the head that a chain begins with, and how far this device's clock has come."""

import msgspec

from counter_tui.core.event import GENESIS
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity

KEY = "identity"
_NEWEST = (
    "SELECT coalesce(max(hlc), 0) FROM head WHERE office = ? "
    "AND device = (SELECT value ->> '$.device' FROM meta WHERE key = ?)"
)
_decode = msgspec.json.Decoder(Identity).decode


def text(connection: Connection) -> str:
    """Return the identity as stored, to notice cheaply that another process changed it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return str(row[0]) if row else ""


def parse(stored: str) -> Identity:
    """Return the identity that `text` gave."""
    return _decode(stored)


def write(identity: Identity) -> str:
    """Return the identity as it is stored."""
    return msgspec.json.encode(identity).decode()


def newest_stamp(connection: Connection) -> int:
    """Return the highest stamp that this device's clock has used or followed.

    A hub keeps the heads of its terminals too: one whose clock is years ahead says nothing of this one's.
    """
    return int(connection.execute(_NEWEST, (connection.office, KEY)).fetchone()[0])


def save(connection: Connection, identity: Identity) -> None:
    """Store the identity, and the empty head of its chain unless that chain has begun."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (KEY, write(identity)),
    )
    connection.execute(
        "INSERT INTO head (office, device, epoch, seq, hash, hlc) VALUES (?, ?, ?, 0, ?, "
        "(SELECT coalesce(max(hlc), 0) FROM head WHERE office = ? AND device = ?)) ON CONFLICT DO NOTHING",
        (identity.office, identity.device, identity.epoch, GENESIS, identity.office, identity.device),
    )
