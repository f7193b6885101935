"""What this terminal asked its hub and does not know the answer of: written before it is sent.

Nothing of what was asked is kept, for it may be about people: the hub knows a command by its id.
"""

from typing import NamedTuple

from counter_tui.store.driver import Connection
from counter_tui.store.transaction import Transaction

_KEEP = "INSERT INTO open_command (command, action, at) VALUES (?, ?, ?)"
_OPEN = "SELECT command, action, at FROM open_command ORDER BY at, command"
_SETTLE = "DELETE FROM open_command WHERE command = ?"


class OpenCommand(NamedTuple):
    """A command by its id, the desk action that it asks for, and when (UTC milliseconds)."""

    id: str
    action: str
    at: int


def keep(transaction: Transaction, id_: str, action: str) -> None:
    """Write a command down that is about to be sent."""
    transaction.connection.execute(_KEEP, (id_, action, transaction.now()))


def standing(connection: Connection) -> list[OpenCommand]:
    """Return the commands without an answer, oldest first."""
    return [OpenCommand(*row) for row in connection.execute(_OPEN)]


def settle(transaction: Transaction, id_: str) -> None:
    """Forget a command in the transaction that keeps its answer."""
    transaction.connection.execute(_SETTLE, (id_,))
