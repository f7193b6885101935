"""The register of handovers (buku penyerahan), the newest first.

Each handover that stands is one row, also a second one of the same application; an undone one is none.
By day it follows the journal; by number or name it begins with what the number or name finds.
"""

from typing import NamedTuple

from counter_tui.core.application import ApplicationState
from counter_tui.core.application_state import Handover
from counter_tui.store.driver import Connection
from counter_tui.store.projection import SHAPES
from counter_tui.store.queries import containing
from counter_tui.store.records import SEARCHED

Row = tuple[ApplicationState, Handover]

_JOURNAL = (
    "SELECT a.state, e.id FROM event e "
    "JOIN application a ON a.office = e.office AND a.id = substr(e.stream, 13), "
    "json_each(a.state, '$.handovers') h "
    "WHERE e.office = :office AND e.type = 'application.handed_over' AND h.value ->> '$.event' = e.id"
)
_PAGE = "LIMIT :limit OFFSET :offset"
BY_DAY = f"{_JOURNAL} AND e.at >= :since AND e.at < :until ORDER BY e.at DESC, e.id DESC {_PAGE}"
_BY_EVENT = f"{_JOURNAL} AND e.id = :event"
_NUMBERED = (
    "SELECT id FROM application INDEXED BY application_number WHERE office = :office AND number = :number"
)
_OWNERS = (
    "SELECT id FROM record INDEXED BY record_search WHERE office = :office AND kind = 'applicant' "  # noqa: S608
    f"AND {SEARCHED} AND search LIKE :name ESCAPE '\\'"
)
_COLLECTORS = (
    "SELECT one.value FROM record INDEXED BY record_search, json_each(data, '$.applications') one "  # noqa: S608
    f"WHERE office = :office AND kind = 'collector' AND {SEARCHED} AND search LIKE :name ESCAPE '\\'"
)
# CROSS JOIN keeps the order: otherwise SQLite may read every application to look it up among the found ones.
_FOUND = (
    "WITH found(id) AS ({found}) SELECT a.state, h.value ->> '$.event' FROM found "
    "CROSS JOIN application a ON a.office = :office AND a.id = found.id, json_each(a.state, '$.handovers') h "
    "WHERE h.value ->> '$.at' >= :since AND h.value ->> '$.at' < :until "
    "ORDER BY h.value ->> '$.at' DESC, 2 DESC {page}"
)
BY_NUMBER = _FOUND.format(found=_NUMBERED, page=_PAGE)
BY_NAME = _FOUND.format(found=f"{_OWNERS} UNION {_COLLECTORS}", page=_PAGE)

_state = SHAPES["application"].decode


class Search(NamedTuple):
    """Which handovers: from one moment until before another (UTC ms), of a number or part of a name.

    `number` is as printed; a name is looked for only without it. Both empty means all.
    """

    since: int
    until: int
    number: str = ""
    name: str = ""


def handovers(conn: Connection, search: Search, limit: int, offset: int = 0) -> list[Row]:
    """Return handovers with their application as it is now."""
    if search.name and not search.number and conn.sealed:
        return []
    statement = BY_NUMBER if search.number else BY_NAME if search.name else BY_DAY
    given = {
        **search._asdict(),
        "office": conn.office,
        "name": containing(search.name),
        "limit": limit,
        "offset": offset,
    }
    return [_row(*found) for found in conn.execute(statement, given)]


def handover(conn: Connection, event: str) -> Row | None:
    """Return one handover by its event; None when it is not here or was undone."""
    found = conn.execute(_BY_EVENT, {"office": conn.office, "event": event}).fetchone()
    return _row(*found) if found else None


def _row(text: str, event: str) -> Row:
    state: ApplicationState = _state(text)
    return state, next(one for one in state.handovers if one.event == event)
