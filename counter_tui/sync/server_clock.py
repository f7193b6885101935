"""The server's clock as this device knows it: a wrong laptop clock never blocks sync."""

import time
from collections.abc import Callable


def wall_ms() -> int:
    """Return this machine's clock in UTC milliseconds."""
    return time.time_ns() // 1_000_000


PROMPT_MS = 2_000
"""An answer that took longer was held open by the server, or the line is worse than the clock."""


class ServerClock:
    """This machine's clock plus the offset measured at the last answer; 0 before the first."""

    def __init__(self, now: Callable[[], int] = wall_ms) -> None:
        self._now = now
        self.offset_ms = 0

    def local(self) -> int:
        """Return this machine's time in UTC milliseconds."""
        return self._now()

    def now(self) -> int:
        """Return the server's time in UTC milliseconds."""
        return self._now() + self.offset_ms

    def measure(self, sent_ms: int, server_ms: int) -> None:
        """Take an answer's time; it was stamped at the latest now and at the earliest when we asked.

        A prompt answer was stamped about half-way. Of one that was held open that is all that is known.
        """
        now = self._now()
        if now - sent_ms <= PROMPT_MS:
            self.offset_ms = server_ms - (sent_ms + now) // 2
        else:
            self.offset_ms = min(max(self.offset_ms, server_ms - now), server_ms - sent_ms)
