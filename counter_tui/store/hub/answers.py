"""What a hub answered to commands, kept for four days so that a repeat gets the same answer."""

from collections.abc import Iterable

from counter_tui.store.driver import Connection
from counter_tui.store.transaction import Transaction

KEPT_MS = 4 * 24 * 3600 * 1000
"""A terminal resolves what it left open as soon as it reaches its hub again, after a long weekend too."""

_KNOWN = "SELECT answer FROM command_answer WHERE office = ? AND command = ?"
_KEEP = "INSERT INTO command_answer (office, command, device, answer, at) VALUES (?, ?, ?, ?, ?)"
_ALL = "SELECT command, device, answer, at FROM command_answer WHERE office = ?"
_TAKE_OVER = f"{_KEEP} ON CONFLICT DO NOTHING"
_FORGET = "DELETE FROM command_answer WHERE at < ?"


def known(connection: Connection, device: str, command: str) -> str | None:
    """Return the answer that a device's command got; None for one that never arrived."""
    row = connection.execute(_KNOWN, (connection.office, _key(device, command))).fetchone()
    return str(row[0]) if row else None


def keep(transaction: Transaction, device: str, command: str, answer: str) -> None:
    """Keep an answer in the transaction of its command."""
    place = (transaction.identity.office, _key(device, command))
    transaction.connection.execute(_KEEP, (*place, device, answer, transaction.now()))


def all_kept(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return every kept answer: its key, device, text and time (UTC milliseconds)."""
    rows = connection.execute(_ALL, (connection.office,))
    return [(command, device, answer, at) for command, device, answer, at in rows]


def take_over(transaction: Transaction, found: Iterable[tuple[str, str, str, int]]) -> None:
    """Keep the answers of the hub before this one, so that a repeat gets the same answer here too."""
    office = transaction.identity.office
    rows = [(office, command, device, answer, at) for command, device, answer, at in found]
    transaction.connection.executemany(_TAKE_OVER, rows)


def forget_old(transaction: Transaction) -> None:
    """Let go of answers that nobody asks for any more."""
    transaction.connection.execute(_FORGET, (transaction.now() - KEPT_MS,))


def _key(device: str, command: str) -> str:
    # One device's choice of ids is no other's concern.
    return f"{device}/{command}"
