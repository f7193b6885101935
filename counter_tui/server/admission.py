"""Admission of what is written: the morning when everyone comes back must not bury the server.

A few pushes are at work, and as many wait as get their turn before they lose patience: a line so long that
the server never idles until somebody comes back. Whoever comes beyond is told at once when to come again,
each another time, so that heads and health stay answerable and nobody waits in vain. While pushes wait, pulls
let them go before: what counters did is to be safe first, and who pulls later gets it in fewer, fuller pages.
"""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from counter_tui.language import _
from counter_tui.server.problem import Declined

AT_WORK = 6
"""Pushes at the database at once: fewer than its connections, so that pulls always get one."""
WAITING = 18
MOST_WAITING = 400
"""So few may wait however slow the work is, so many however quick; between, as many as patience allows."""
PATIENCE_S = 7.0
"""How long the last one in line may wait: half of what a terminal waits for its answer."""
PULLS = 2
"""Pulls at work at once: each holds a page several times over, and the projector shares their interpreter."""
YIELD_S = 12.0
"""How long a pull lets pushes go before: a terminal waits three times as long for its answer."""
HELD_BYTES = 48 * 1024 * 1024
"""How much all bodies that are being read or wait may hold together."""
LONGEST_S = 60.0
JITTER_S = 2.0
_FIRST_PACE_S = 0.02
_MEMORY = 0.9


class Gate:
    """The turns of one server process; used on its event loop only. `clock` gives seconds."""

    def __init__(
        self,
        *,
        at_work: int = AT_WORK,
        waiting: int = WAITING,
        most_waiting: int = MOST_WAITING,
        yield_s: float = YIELD_S,
        held_bytes: int = HELD_BYTES,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._turns = asyncio.Semaphore(at_work)
        self._least = at_work + waiting
        self._most = at_work + max(waiting, most_waiting)
        self._at_work = at_work
        self._pulls = asyncio.Semaphore(PULLS)
        self._yield_s = yield_s
        self._calm = asyncio.Event()
        self._calm.set()
        self._free_bytes = held_bytes
        self._clock = clock
        self._jitter = jitter
        self._inside = 0
        self._pace = _FIRST_PACE_S
        self._booked = 0.0

    @property
    def inside(self) -> int:
        """How many are at work or wait for their turn."""
        return self._inside

    def check(self) -> None:
        """Refuse somebody for whom there is no room, before the body is read; raises Declined 503."""
        late = self._inside * self._pace > PATIENCE_S
        if self._inside >= (self._least if late else self._most):
            raise self.busy()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it; raises Declined 503 at once where too many wait."""
        self.check()
        self._inside += 1
        if self._inside > self._at_work:
            self._calm.clear()
        try:
            async with self._turns:
                began = self._clock()
                try:
                    yield
                finally:
                    spent = (self._clock() - began) / self._at_work
                    self._pace = _MEMORY * self._pace + (1 - _MEMORY) * spent
        finally:
            self._inside -= 1
            if self._inside <= self._at_work // 2:
                self._calm.set()

    @asynccontextmanager
    async def pull(self) -> AsyncIterator[None]:
        """Wait for a pull's turn and hold it; while many pushes wait those go before, for some seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._yield_s):
                await self._calm.wait()
        async with self._pulls:
            yield

    @contextmanager
    def holding(self) -> Iterator[Callable[[int], None]]:
        """Give a function that counts a body's bytes while they are held; it raises Declined."""
        held = 0

        def count(size: int) -> None:
            nonlocal held
            if size > self._free_bytes:
                raise self.busy()
            self._free_bytes -= size
            held += size

        try:
            yield count
        finally:
            self._free_bytes += held

    def busy(self) -> Declined:
        """Return a refusal with a time of its own: who is refused next is told to come one turn later."""
        now = self._clock()
        self._booked = min(max(self._booked, now) + self._pace, now + LONGEST_S)
        wait = self._booked - now + 1.0 + self._jitter() * JITTER_S
        sentence = _("Pusat sedang ramai. Data loket aman di loket; dicoba lagi otomatis sebentar lagi.")
        return Declined(503, "busy", sentence, retry_after=math.ceil(wait))
