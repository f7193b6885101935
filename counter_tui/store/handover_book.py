"""The register of handovers (buku penyerahan) as the journal tells it, the newest first.

Each handover that stands is one row, also a second one of the same application; an undone one is none.
"""

from typing import NamedTuple

from counter_tui.core.application import ApplicationState
from counter_tui.core.application_state import Handover
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES

Row = tuple[ApplicationState, Handover]

_STANDING = (
    "FROM event e JOIN application a ON a.office = e.office AND a.id = substr(e.stream, 13), "
    "json_each(a.state, '$.handovers') h "
    "WHERE e.office = :office AND e.type = 'application.handed_over' "
    "AND json_extract(h.value, '$.event') = e.id "
)
_SPAN = "AND e.at >= :since AND e.at < :until "
_NAMED = (
    "AND (a.number = :number "
    "OR a.id IN (SELECT id FROM record WHERE office = :office AND kind = 'applicant' "
    "AND standing = 'live' AND search LIKE :name ESCAPE '\\') "
    "OR json_extract(h.value, '$.record') IN (SELECT id FROM record WHERE office = :office "
    "AND kind = 'collector' AND standing = 'live' AND search LIKE :name ESCAPE '\\')) "
)
_PAGE = "ORDER BY e.at DESC, e.id DESC LIMIT :limit OFFSET :offset"
HANDOVERS = f"SELECT a.state, e.id {_STANDING}{_SPAN}{_PAGE}"
NAMED_HANDOVERS = f"SELECT a.state, e.id {_STANDING}{_SPAN}{_NAMED}{_PAGE}"
_ONE = f"SELECT a.state, e.id {_STANDING}AND e.id = :event"

_state = SHAPES["application"].decode


class Search(NamedTuple):
    """Which handovers: from one moment until before another (UTC ms), by number or part of a name.

    `number` is as printed, `name` case folded; both empty means all.
    """

    since: int
    until: int
    number: str = ""
    name: str = ""


def handovers(conn: Connection, search: Search, limit: int, offset: int = 0) -> list[Row]:
    """Return handovers with the application as it is now."""
    pattern = search.name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    given = {
        "office": conn.office,
        **search._asdict(),
        "name": f"%{pattern}%",
        "limit": limit,
        "offset": offset,
    }
    statement = NAMED_HANDOVERS if search.name or search.number else HANDOVERS
    return [_row(*found) for found in conn.execute(statement, given)]


def handover(conn: Connection, event: str) -> Row | None:
    """Return one handover by its event; None when it is not here or was undone."""
    found = conn.execute(_ONE, {"office": conn.office, "event": event}).fetchone()
    return _row(*found) if found else None


def _row(text: str, event: str) -> Row:
    state: ApplicationState = _state(text)
    return state, next(one for one in state.handovers if one.event == event)
