"""Who is next, and why (DESIGN §4).

1. Whoever has waited longer than `call_by`, oldest first: nobody starves. 2. Priority groups by arrival.
3. Bookings whose slot has come, by slot. 4. The rest by arrival. A ratio between online and walk-in,
where an office sets one, mixes 3 and 4. A missed number comes back by the rule of its moment.
Pure: the time is passed in, in UTC milliseconds.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from counter_tui.core.candidates import Candidate
from counter_tui.core.rules import Rules

MINUTE = 60_000
ONLINE = "booking"


class Kind(StrEnum):
    """The rule that gave a number its place."""

    CALL_BY = "call_by"
    PRIORITY = "priority"
    SLOT = "slot"
    ARRIVAL = "arrival"
    RATIO = "ratio"
    MISSED = "missed"
    PAUSED = "paused"
    """Missed and not to be called yet."""


class Reason(msgspec.Struct, frozen=True):
    """Why a number stands where it stands: the rule, minutes waited, and what the rule looked at.

    `until` is set while a missed number pauses: when it may be called again.
    """

    kind: Kind
    waited_minutes: int
    priority: str | None = None
    slot: int | None = None
    until: int | None = None


class Choice(msgspec.Struct, frozen=True):
    """A number with the rule that gave it its place; its reason is put together when somebody asks.

    `place` is what the rule sorts by, `now` the time that was passed in, both in UTC milliseconds.
    """

    candidate: Candidate
    kind: Kind
    place: int
    now: int

    @property
    def reason(self) -> Reason:
        """Why it stands where it stands."""
        one = self.candidate
        waited = max((self.now - one.waiting_since) // MINUTE, 0)
        until = self.place if self.kind is Kind.PAUSED else None
        return Reason(self.kind, waited, one.priority, one.slot, until)


def order(
    candidates: Iterable[Candidate], rules: Rules, now_ms: int, recent: Sequence[str] = ()
) -> list[Choice]:
    """Return all candidates in calling order, each with its reason; those that pause stand last.

    `recent` lists the channels of the latest calls, newest last; only a ratio looks at it.
    """
    ranked: Sequence[_Ranked] = sorted(_ranked(candidates, rules, now_ms))
    if rules.ratio:
        ranked = _mixed([_Place(*entry) for entry in ranked], rules.ratio, recent)
    return [_choice(entry, now_ms) for entry in ranked]


def choose(
    candidates: Iterable[Candidate], rules: Rules, now_ms: int, recent: Sequence[str] = ()
) -> Choice | None:
    """Return who is called next, or None when nobody can be called now."""
    if rules.ratio:
        first = next(iter(order(candidates, rules, now_ms, recent)), None)
    else:
        entry = _first(candidates, rules, now_ms)
        first = None if entry is None else _choice(entry, now_ms)
    return None if first is None or first.kind is Kind.PAUSED else first


class _Place(NamedTuple):
    """Sorts a candidate: rule, then the rule's own order, then the number so that no two are equal."""

    rule: int
    first: int
    second: int
    kind: Kind
    number: str
    id: str
    candidate: Candidate


_Ranked = tuple[int, int, int, Kind, str, str, Candidate]
"""A place without its names: six hundred of them are made at a key, and one is looked at."""

_CALL_BY = 1
"""The rule that comes before all others."""


def _ranked(candidates: Iterable[Candidate], rules: Rules, now: int) -> list[_Ranked]:
    everyone = list(candidates)
    rank = _ranking(everyone, rules, now)
    return [rank(one) for one in everyone]


def _first(candidates: Iterable[Candidate], rules: Rules, now: int) -> _Ranked | None:
    """Return the first place; where somebody waits too long already, whoever came later is not ranked."""
    everyone = list(candidates)
    rank = _ranking(everyone, rules, now)
    first: _Ranked | None = None
    for one in everyone:
        if first is not None and first[0] == _CALL_BY and one.waiting_since > first[1]:
            continue
        place = rank(one)
        if first is None or place < first:
            first = place
    return first


def _ranking(everyone: Sequence[Candidate], rules: Rules, now: int) -> Callable[[Candidate], _Ranked]:
    """Return what gives each of these its place at a moment."""
    rank = _ranking_present(rules, now)
    if all(one.missed is None for one in everyone):
        return rank
    present = {one.queue for one in everyone if one.missed is None}
    return lambda one: _rank_missed(one, present, now) or rank(one)


def _ranking_present(rules: Rules, now: int) -> Callable[[Candidate], _Ranked]:
    """Return what gives a candidate its place at a moment; what is the same for all is reckoned once."""
    longest = rules.call_by_minutes * MINUTE
    early, late = rules.early_minutes * MINUTE, rules.late_minutes * MINUTE

    def rank(one: Candidate) -> _Ranked:
        due = one.waiting_since
        slot = one.slot
        if slot is not None:
            # Who came long before the slot has not waited in vain until it comes.
            due = max(due, slot - early)
        if now - due > longest:
            return _CALL_BY, due, 0, Kind.CALL_BY, one.number, one.id, one
        if one.priority:
            return 2, one.waiting_since, 0, Kind.PRIORITY, one.number, one.id, one
        if slot is not None and now >= slot - early and one.arrived <= slot + late:
            return 3, slot, one.waiting_since, Kind.SLOT, one.number, one.id, one
        return 4, one.waiting_since, 0, Kind.ARRIVAL, one.number, one.id, one

    return rank


def _rank_missed(one: Candidate, present: set[tuple[str, int]], now: int) -> _Ranked | None:
    missed = one.missed
    if missed is None:
        return None
    back = missed.at + missed.pause_ms
    if now < back:
        return 6, back, 0, Kind.PAUSED, one.number, one.id, one
    if missed.rule == "requeue_now" or (missed.rule == "after_n" and one.calls_since_missed >= missed.n):
        return None
    return 5 if one.queue in present else 4, back, 0, Kind.MISSED, one.number, one.id, one


def _choice(entry: _Ranked, now: int) -> Choice:
    _rule, first, _second, kind, _number, _id, one = entry
    return Choice(one, kind, first, now)


def _mixed(ranked: Sequence[_Place], ratio: tuple[int, int], recent: Sequence[str]) -> list[_Place]:
    """Mix the bookings and walk-ins of rules 3 and 4 so that each side gets its share of the calls."""
    plain = [entry for entry in ranked if entry.kind in (Kind.SLOT, Kind.ARRIVAL)]
    online = deque(entry for entry in plain if entry.candidate.channel == ONLINE)
    walk_in = deque(entry for entry in plain if entry.candidate.channel != ONLINE)
    window = deque((channel == ONLINE for channel in recent), maxlen=sum(ratio) - 1)
    mixed = [entry for entry in ranked if entry.kind in (Kind.CALL_BY, Kind.PRIORITY)]
    while online and walk_in:
        turn = sum(window) < ratio[0]
        side, other = (online, walk_in) if turn else (walk_in, online)
        chosen = side.popleft()
        mixed.append(chosen if chosen < other[0] else chosen._replace(kind=Kind.RATIO))
        window.append(turn)
    mixed.extend(online or walk_in)
    return mixed + [entry for entry in ranked if entry.kind in (Kind.MISSED, Kind.PAUSED)]
