"""Waiting numbers as selection sees them, and which counter may call each."""

from collections.abc import Sequence

import msgspec

from counter_tui.core.ticket_events import Destination
from counter_tui.core.ticket_state import MISSED, Missed, TicketState

WALK_IN = "walk_in"


class Candidate(msgspec.Struct, frozen=True):
    """One waiting number as selection sees it; times are UTC milliseconds.

    `arrived` is when the number was issued, `waiting_since` when it joined this queue. `missed` stands
    only while the number is missed, `calls_since_missed` counts the calls of its queue since then.
    """

    id: str
    number: str
    service: str
    visit: int
    arrived: int
    waiting_since: int
    channel: str = WALK_IN
    priority: str | None = None
    slot: int | None = None
    missed: Missed | None = None
    calls_since_missed: int = 0
    destination: Destination | None = None

    @property
    def queue(self) -> tuple[str, int]:
        """The queue in which it waits: its service and visit."""
        return self.service, self.visit


def candidate(state: TicketState, calls_since_missed: int = 0) -> Candidate:
    """Return a waiting, missed or transferred ticket as a candidate."""
    arrived = state.issued_at or 0
    return Candidate(
        id=state.id,
        number=state.number,
        service=state.service,
        visit=state.visit,
        arrived=arrived,
        waiting_since=arrived if state.waiting_since is None else state.waiting_since,
        channel=state.channel,
        priority=state.priority,
        slot=state.slot,
        missed=state.missed if state.status == MISSED else None,
        calls_since_missed=calls_since_missed,
        destination=state.destination,
    )


def serves_here(one: Candidate, counter: str, serves: Sequence[tuple[str, int]]) -> bool:
    """Return whether a counter may call a number; it serves everything when `serves` is empty.

    A number sent to one counter waits only there; one sent to the supervisor waits for no counter.
    """
    if one.destination is not None:
        if one.destination.kind == "counter":
            return one.destination.code == counter
        if one.destination.kind == "supervisor":
            return False
    return not serves or one.queue in serves


def served(candidates: list[Candidate], counter: str, serves: Sequence[tuple[str, int]]) -> list[Candidate]:
    """Return those whom a counter may call; where it serves everything few must be looked at."""
    return [
        one
        for one in candidates
        if (one.destination is None and not serves) or serves_here(one, counter, serves)
    ]
