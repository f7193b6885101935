"""What a hub answered to commands, kept so that a repeat gets the same answer.

They are counted and not dated: a clock that jumps ahead would let go of what a terminal has still to learn.
"""

from collections.abc import Iterable

from counter_tui.store.driver import Connection
from counter_tui.store.transaction import Transaction

KEPT = 64
"""Of each device so many of the latest: it resolves what it left open before it asks for anything new, so
what it may still ask about is among its last, however long it was away."""

_KNOWN = "SELECT answer FROM command_answer WHERE office = ? AND command = ?"
_KEEP = "INSERT INTO command_answer (office, command, device, answer, at) VALUES (?, ?, ?, ?, ?)"
_ALL = "SELECT command, device, answer, at FROM command_answer WHERE office = ? ORDER BY rowid"
_TAKE_OVER = f"{_KEEP} ON CONFLICT DO NOTHING"
_FORGET = (
    "DELETE FROM command_answer WHERE rowid IN (SELECT rowid FROM command_answer "
    "WHERE office = ?1 AND command > ?2 || '/' AND command < ?2 || '0' "
    "ORDER BY rowid DESC LIMIT -1 OFFSET ?3) AND device = ?2"
)
"""The bounds are those of a device's keys: '0' is the character behind '/'."""


def known(connection: Connection, device: str, command: str) -> str | None:
    """Return the answer that a device's command got; None for one that never arrived."""
    row = connection.execute(_KNOWN, (connection.office, _key(device, command))).fetchone()
    return str(row[0]) if row else None


def keep(transaction: Transaction, device: str, command: str, answer: str) -> None:
    """Keep an answer in the transaction of its command, and let go of the device's oldest."""
    office, connection = transaction.identity.office, transaction.connection
    connection.execute(_KEEP, (office, _key(device, command), device, answer, transaction.now()))
    connection.execute(_FORGET, (office, device, KEPT))


def all_kept(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return every kept answer, oldest first: its key, device, text and time (UTC milliseconds)."""
    rows = connection.execute(_ALL, (connection.office,))
    return [(command, device, answer, at) for command, device, answer, at in rows]


def take_over(transaction: Transaction, found: Iterable[tuple[str, str, str, int]]) -> None:
    """Keep the answers of the hub before this one, so that a repeat gets the same answer here too."""
    office = transaction.identity.office
    rows = [(office, command, device, answer, at) for command, device, answer, at in found]
    transaction.connection.executemany(_TAKE_OVER, rows)


def _key(device: str, command: str) -> str:
    # One device's choice of ids is no other's concern.
    return f"{device}/{command}"
