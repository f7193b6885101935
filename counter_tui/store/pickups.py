"""What Penyerahan asks the store: what lies ready since when, and which handovers are not signed for.

The statements begin with the connection's office and name their partial index, as those of `queries` do.
"""

from counter_tui.core.application import ApplicationState
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES

_SHELF = "FROM application INDEXED BY application_ready WHERE office = ? AND ready_at IS NOT NULL AND open"
READY_BETWEEN = f"SELECT ready_at {_SHELF} AND ready_at >= ? AND ready_at < ? ORDER BY ready_at"
READY_BEFORE = f"SELECT state {_SHELF} AND ready_at < ? ORDER BY ready_at LIMIT ? OFFSET ?"
_UNSIGNED = "SELECT state FROM application INDEXED BY application_unsigned WHERE office = ? AND unsigned"
UNSIGNED = f"{_UNSIGNED} ORDER BY closed_at DESC LIMIT ?"
UNSIGNED_OF_LIST = f"{_UNSIGNED} AND instr(state, ?)"

_state = SHAPES["application"].decode


def ready_between(conn: Connection, since: int, until: int) -> list[int]:
    """Return since when what became ready in a span lies (UTC ms, its end excluded), the longest first."""
    return [at for (at,) in conn.execute(READY_BETWEEN, (conn.office, since, until))]


def ready_before(conn: Connection, before: int, limit: int, offset: int) -> list[ApplicationState]:
    """Return what lies ready since before a moment (UTC ms), the longest first."""
    rows = conn.execute(READY_BEFORE, (conn.office, before, limit, offset))
    return [_state(state) for (state,) in rows]


def unsigned(conn: Connection, limit: int) -> list[ApplicationState]:
    """Return applications with a handover that nobody signed for, the newest first."""
    return [_state(state) for (state,) in conn.execute(UNSIGNED, (conn.office, limit))]


def unsigned_of_list(conn: Connection, list_id: str) -> list[ApplicationState]:
    """Return the applications of a partner's list that nobody signed for."""
    rows = conn.execute(UNSIGNED_OF_LIST, (conn.office, f'"list":"{list_id}"'))
    return [_state(state) for (state,) in rows]
