"""Lines that were not accepted, byte for byte: pulled ones, and own ones that the centre holds apart."""

from collections.abc import Iterable
from typing import NamedTuple

from counter_tui.store.driver import Connection

HELD = "held_"
"""Begins the reason of an own event that lies in the centre's quarantine."""

_KEEP = (
    "INSERT INTO quarantine (office, device, epoch, seq, hash, body, reason, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_HOLD = (
    "INSERT INTO quarantine (office, device, epoch, seq, hash, body, reason, at) "
    "SELECT office, device, epoch, seq, hash, CAST(body AS BLOB), ?, ? FROM event "
    "WHERE office = ? AND device = ? AND epoch = ? AND seq = ? ON CONFLICT DO NOTHING"
)
_COUNT_HELD = (
    "SELECT count(*) FROM quarantine WHERE office = ? AND device = ? AND reason LIKE 'held!_%' ESCAPE '!'"
)
_RELEASE = (
    "DELETE FROM quarantine AS q WHERE office = ? AND device = ? AND reason IN ('head', 'chain', 'revoked') "
    "AND EXISTS (SELECT 1 FROM event e WHERE e.office = q.office AND e.device = q.device "
    "AND e.epoch = q.epoch AND e.seq = q.seq AND e.hash = q.hash)"
)
_APART = "SELECT device, hash, body, reason, at FROM quarantine WHERE office = ?"


class Line(NamedTuple):
    """A line in its place of a chain, as far as it could be read."""

    device: str
    epoch: int
    seq: int
    hash: str
    body: bytes


def keep(connection: Connection, line: Line, reason: str, at: int) -> None:
    """Keep a received line apart; the same line again changes nothing."""
    connection.execute(
        _KEEP, (connection.office, line.device, line.epoch, line.seq, line.hash, line.body, reason, at)
    )


def release(connection: Connection, devices: Iterable[str]) -> None:
    """Keep lines of these devices apart no more that were accepted just so: by a proof that came later, or by
    another hub of the site, which did not know that their author was revoked.
    """
    connection.executemany(_RELEASE, [(connection.office, device) for device in devices])


def hold(connection: Connection, chain: tuple[str, int], seq: int, reason: str, at: int) -> None:
    """Keep that the centre holds an own event apart; `chain` is (device, epoch)."""
    connection.execute(_HOLD, (HELD + reason, at, connection.office, *chain, seq))


class Apart(NamedTuple):
    """A line that lies apart: its hash, its bytes, why and since when (UTC ms); `held` by the centre."""

    device: str
    hash: str
    body: bytes
    reason: str
    at: int

    @property
    def held(self) -> bool:
        """Whether it is an own event that the centre did not take."""
        return self.reason.startswith(HELD)


def apart(connection: Connection) -> list[Apart]:
    """Return every line that lies apart here."""
    rows = connection.execute(_APART, (connection.office,))
    return [Apart(*row) for row in rows]


def held(connection: Connection, device: str) -> int:
    """Return how many of this device's events the centre holds apart."""
    count: int = connection.execute(_COUNT_HELD, (connection.office, device)).fetchone()[0]
    return count
