"""Ticket numbers from blocks of this device, stored before their first number is used."""

from counter_tui.core.numbering import BLOCK_SIZE
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity

_TAKE = (
    "UPDATE number_block SET next = next + 1 WHERE site = ? AND business_day = ? AND series = ? AND tag = ? "
    "AND first = (SELECT min(first) FROM number_block WHERE site = ? AND business_day = ? AND series = ? "
    "AND tag = ? AND NOT void AND next <= last) RETURNING next - 1"
)
_HIGHEST = (
    "SELECT coalesce(max(last), 0) FROM number_block "
    "WHERE site = ? AND business_day = ? AND series = ? AND tag = ?"
)


def take(connection: Connection, identity: Identity, business_day: str, series: str) -> int:
    """Return the next number under this device's tag of that day, granting a block when none is left."""
    pool = (identity.site, business_day, series, identity.tag_on(business_day))
    row = connection.execute(_TAKE, pool + pool).fetchone()
    if row is None:
        first = connection.execute(_HIGHEST, pool).fetchone()[0] + 1
        connection.execute(
            "INSERT INTO number_block (site, business_day, series, tag, first, last, next, void) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            (*pool, first, first + BLOCK_SIZE - 1, first),
        )
        row = connection.execute(_TAKE, pool + pool).fetchone()
    return int(row[0])


def void(connection: Connection) -> None:
    """Void every block that is held: after a restore, some of their numbers may be on paper already."""
    connection.execute("UPDATE number_block SET void = 1 WHERE next <= last")
