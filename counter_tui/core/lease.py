"""How long a terminal shows personal data without word from its server (a lost laptop).

Its time is the later of its clock and of the highest stamp it holds: setting the clock back gains nothing.
"""

from enum import StrEnum
from typing import NamedTuple

from counter_tui.core import clock

DAY_MS = 24 * 3600 * 1000
WARNED_DAYS = 3


class Standing(StrEnum):
    """Whether personal data is shown: without a limit, for now, for the last days, or no more."""

    FREE = "free"
    HELD = "held"
    ENDING = "ending"
    OVER = "over"


class Lease(NamedTuple):
    """Until when (UTC ms) personal data is shown; None for a terminal of no server, or without a limit."""

    until: int | None

    def standing(self, now: int) -> Standing:
        """Return how it stands at a moment by `time`."""
        if self.until is None:
            return Standing.FREE
        if now >= self.until:
            return Standing.OVER
        return Standing.ENDING if now >= self.until - WARNED_DAYS * DAY_MS else Standing.HELD


def lease(renewed: int | None, days: int) -> Lease:
    """Return the lease that was renewed at a moment (UTC ms); none where it never began, or for 0 days."""
    return Lease(renewed + days * DAY_MS if renewed is not None and days else None)


def time(now: int, newest: int) -> int:
    """Return the time of a lease: `now` in UTC milliseconds, `newest` the highest stamp held here."""
    return max(now, clock.wall_ms(newest))
