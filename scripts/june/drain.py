"""Everyone returns at once: what the terminals count together, and the centre that is killed twice."""

import asyncio
import time
from dataclasses import dataclass, field

from scripts.june.centre import CentreUnderDrill

KILLED_AT = (1 / 3, 2 / 3)
"""After which share of the events the centre is killed."""


@dataclass(slots=True)
class Tally:
    """What all terminals together saw; times are `time.monotonic` seconds."""

    events: int
    began: float = field(default_factory=time.monotonic)
    pushed: int = 0
    pulled: int = 0
    retries: int = 0
    """Requests that got no answer, or a refusal, and were made again."""
    busy: int = 0
    """Of these the ones that the centre put off (503, 429)."""
    held: int = 0
    """Events that the centre put into quarantine."""
    pushed_at: float = 0.0
    current_at: float = 0.0

    def push(self, events: int) -> None:
        """Count events that the centre has answered for."""
        self.pushed += events
        self.pushed_at = time.monotonic()

    @property
    def push_s(self) -> float:
        """From the return to the last push's answer."""
        return self.pushed_at - self.began

    @property
    def current_s(self) -> float:
        """From the return until the last terminal had everything of its office; 0 where none pulls."""
        return max(0.0, self.current_at - self.began)


async def kill_twice(centre: CentreUnderDrill, tally: Tally) -> None:
    """Kill the centre in the midst of the drain, and start it again at once."""
    for share in KILLED_AT:
        while tally.pushed < share * tally.events:
            await asyncio.sleep(0.005)
        await asyncio.to_thread(centre.kill_and_start)
