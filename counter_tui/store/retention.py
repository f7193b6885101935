"""Which personal records of an office are over, in the same statements for terminal, hub and centre."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from counter_tui.core.catalogue import builtin
from counter_tui.core.record import Record
from counter_tui.core.retention import PERSONAL, Retention, Standing, believable, day_of, due, subjects
from counter_tui.core.rules import SETTING, overlaid
from counter_tui.store import records
from counter_tui.store.central.statements import Statements

PAGE = 500

_PAGE = (
    f"SELECT {records.COLUMNS} FROM record WHERE office = ? AND kind = ? AND id > ? "  # noqa: S608 - our own names
    "AND standing = 'live' ORDER BY id LIMIT ?"
)
_SETTINGS = "SELECT id, data FROM record WHERE office = ? AND kind = ? AND standing = 'live'"


class Over(NamedTuple):
    """A record whose time is over, and since when (UTC ms)."""

    record: Record
    at: int


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What one look erased: when it looked (UTC ms), and how many by kind and by the day they fell due.

    `doubted`: the clock was not believed, and nothing was erased. It names nobody.
    """

    at: int
    erased: dict[str, dict[str, int]] = {}
    doubted: bool = False

    @property
    def count(self) -> int:
        """Return how many records went."""
        return sum(sum(days.values()) for days in self.erased.values())

    def plus(self, over: Sequence[Over]) -> "Purged":
        """Return the report with some more."""
        erased = {kind: dict(days) for kind, days in self.erased.items()}
        for one in over:
            days = erased.setdefault(one.record.kind, {})
            days[day_of(one.at)] = days.get(day_of(one.at), 0) + 1
        return msgspec.structs.replace(self, erased=erased)


class Place(NamedTuple):
    """Where a look goes on: behind this id of this kind."""

    kind: str = PERSONAL[0]
    id: str = ""


def rules(work: Statements, office: str) -> Sequence[Retention]:
    """Return the office's rules of retention."""
    found = {id_: msgspec.json.decode(data) for id_, data in work.rows(_SETTINGS, (office, SETTING))}
    return overlaid(builtin().rules, found).retention


def page(
    work: Statements, office: str, place: Place, limits: Sequence[Retention], now: int
) -> tuple[list[Over], Place | None]:
    """Return what is over among the next records, and where to go on; None behind the last."""
    rows = work.rows(_PAGE, (office, *place, PAGE))
    found = [records.parse(row) for row in rows]
    standings = _standings(work, office, {one for record in found for one in subjects(record)})
    over: list[Over] = []
    for record in found:
        known = [standings[one] for one in subjects(record) if one in standings]
        at = due(record, known, limits)
        if at is not None and at <= now:
            over.append(Over(record, at))
    if len(rows) == PAGE:
        return over, Place(place.kind, found[-1].id)
    later = PERSONAL[PERSONAL.index(place.kind) + 1 :]
    return over, Place(later[0]) if later else None


def look(
    read: Callable[[Place], tuple[list[Over], Place | None]], erase: Callable[[list[Over]], None]
) -> Iterator[list[Over]]:
    """Go through all personal records of an office page by page; `erase` gets what is over of each."""
    place: Place | None = Place()
    while place is not None:
        over, place = read(place)
        if over:
            erase(over)
            yield over


def is_believable(work: Statements, now: int) -> bool:
    """Tell whether a clock may decide that something is over, by everything that was stamped here."""
    row = work.first("SELECT max(hlc) FROM head")
    return believable(now, (row[0] if row else None) or 0)


def _standings(work: Statements, office: str, ids: set[str]) -> dict[str, Standing]:
    if not ids:
        return {}
    places = ", ".join("?" * len(ids))
    rows = work.rows(
        f"SELECT id, open, closed_at FROM application WHERE office = ? AND id IN ({places})",  # noqa: S608 - places
        (office, *sorted(ids)),
    )
    return {id_: Standing(bool(is_open), closed_at) for id_, is_open, closed_at in rows}
