"""A business day of a site as its stream `day/<site>/<date>` tells it: opened once, closed once."""

from collections.abc import Iterable

import msgspec

from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Changes, Handler, Machine, StreamState

OPEN = "open"
CLOSED = "closed"


class DayState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """One business day; its id is `<site>/<date>`, `zone` an IANA name, times are UTC milliseconds."""

    business_day: str = ""
    zone: str = ""
    opened_at: int | None = None
    closed_at: int | None = None


class Opened(msgspec.Struct, frozen=True):
    """`day.opened`: which date, in which zone."""

    business_day: str
    zone: str = "Asia/Jakarta"


class Closed(msgspec.Struct, frozen=True):
    """`day.closed`: no number is issued for it any more."""


def _open(state: DayState, opened: Opened, event: Event) -> Changes:
    return {
        "status": OPEN,
        "business_day": state.business_day or opened.business_day,
        "zone": state.zone or opened.zone,
        "opened_at": event.at if state.opened_at is None else state.opened_at,
        "closed_at": None,
    }


def _open_again(_state: DayState, _opened: Opened, _event: Event) -> Changes:
    return {}


def _close(_state: DayState, _closed: Closed, event: Event) -> Changes:
    return {"status": CLOSED, "closed_at": event.at}


PAYLOADS: dict[str, type[msgspec.Struct]] = {"day.opened": Opened, "day.closed": Closed}

TRANSITIONS: dict[tuple[str, str], Handler[DayState]] = {
    (UNKNOWN, "day.opened"): _open,
    (CLOSED, "day.opened"): _open,
    (OPEN, "day.opened"): _open_again,
    (OPEN, "day.closed"): _close,
}
"""(status, event type) to what it does; several terminals of a site may open one day, which is no fault."""

DAYS = Machine(DayState, PAYLOADS, TRANSITIONS)


def apply(state: DayState | None, event: Event) -> DayState | None:
    """Return the day after one more event, or None when it must be folded whole."""
    return DAYS.apply(state, event)


def fold(events: Iterable[Event]) -> DayState | None:
    """Return the business day that this set of events makes; None for none."""
    return DAYS.fold(events)
