"""How long personal records are kept after their purpose is met (UU 27/2022; DESIGN §2, DOMAIN §10).

It counts from the closing of the application, and nothing of an open one ever falls due. Every node that
holds the same facts finds the same moment, and writes the same erased version of the record.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

import msgspec

from counter_tui.core import clock
from counter_tui.core.record import Record, erased

APPLICANT, COLLECTOR, NOTE = "applicant", "collector", "note"
PERSONAL = (APPLICANT, COLLECTOR, NOTE)
"""The kinds of records that tell of a person who came to a counter."""

DAY_MS = 24 * 3600 * 1000
UNBELIEVABLE_MS = 31 * DAY_MS
"""A clock this far ahead of everything that was ever stamped here erases nothing."""

Days = Annotated[int, msgspec.Meta(ge=31, le=36_525)]
"""At least as long as a terminal keeps finished work."""


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """So many days after the closing, in force for what closes on `since` or later.

    An applicant's 400 days are those for which a slip can be shown: no slip outlives the name behind it. A
    collector's five years are the life of the shorter passport, for which the register (*buku penyerahan*)
    must answer to whom it went. Both are the office's to change.
    """

    applicant_days: Days = 400
    note_days: Days = 400
    collector_days: Days = 1826
    since: date = date.min

    def days(self, kind: str) -> int:
        """Return the days of a kind of record; KeyError for one that tells of nobody."""
        return {APPLICANT: self.applicant_days, NOTE: self.note_days, COLLECTOR: self.collector_days}[kind]


class Standing(NamedTuple):
    """Whether an application is open, and when it was closed (UTC ms, None for never)."""

    open: bool
    closed_at: int | None


def subjects(record: Record) -> tuple[str, ...]:
    """Return the applications that a personal record is about; a malformed list is none."""
    if record.kind == APPLICANT:
        return (record.id,)
    named = record.data.get("applications", ())
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def due(record: Record, known: Iterable[Standing], rules: Sequence[Retention]) -> int | None:
    """Return from when on (UTC ms) a record is to be erased; None while an application of it is open.

    `known` are its applications as far as this node has them. Where none is known (a booking that nobody
    came with) it counts from the booked day or the record's last change, whichever is later.
    """
    standings = tuple(known)
    if any(one.open for one in standings):
        return None
    closed = max((one.closed_at for one in standings if one.closed_at is not None), default=None)
    basis = closed if closed is not None else max(clock.wall_ms(record.hlc), _end_of(record.day))
    return basis + _in_force(basis, rules).days(record.kind) * DAY_MS


def erasure(record: Record, at: int) -> Record:
    """Return the version that erases a record at the moment it fell due, the same on every node."""
    return erased(record, hlc=clock.pack(at, 0), device=record.device)


def believable(now: int, newest: int) -> bool:
    """Tell whether a clock may decide that something is over; `newest` is the highest stamp held here.

    A clock that jumped a year must not erase a year of records.
    """
    return now <= clock.wall_ms(newest) + UNBELIEVABLE_MS


def day_of(at: int) -> str:
    """Return the day (UTC, ISO) of a moment, by which a report counts."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _in_force(basis: int, rules: Sequence[Retention]) -> Retention:
    """Return the rule of a closing; before the first one's date that one holds."""
    day = datetime.fromtimestamp(basis / 1000, UTC).date()
    begun = [one for one in rules if one.since <= day]
    return max(begun, key=_since) if begun else min(rules, key=_since)


def _since(one: Retention) -> date:
    return one.since


def _end_of(day: str) -> int:
    """Return the end of an ISO day in UTC milliseconds; 0 for none."""
    try:
        begun = datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return 0
    return round(begun.timestamp() * 1000) + DAY_MS
