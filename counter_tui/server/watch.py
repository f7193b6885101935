"""Who waits for news of which office, and waking them; at shutdown all of them at once."""

import asyncio
import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable

LOOK_S = 1.0
"""How often the database is asked for what other server processes took in, while anybody waits."""

GATHER_S = 0.08
"""Who waits is woken at once, and then no sooner than this again: what many counters do in one moment travels
together, well within the 200 ms in which it must be on every screen.
"""

Ends = dict[str, tuple[int, int]]
"""Office to the ends of its two sequences."""


class Watch:
    """Long-polls of one event loop; `changed` and `close` may be called from any thread.

    `ends` reads the ends of all offices' sequences from the database (in a thread of its own).
    """

    def __init__(self, ends: Callable[[], Ends]) -> None:
        self._ends = ends
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changes: Counter[str] = Counter()
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._woken: dict[str, float] = {}
        self._due: set[str] = set()
        self._closing = False

    def version(self, office: str) -> int:
        """Return a number that changes with the office's news; read it before looking for news."""
        return self._changes[office]

    def changed(self, office: str) -> None:
        """Tell that an office has news."""
        self._changes[office] += 1
        self._call(self._ring, office)

    def close(self) -> None:
        """Let nobody wait any more: those who do are answered now."""
        self._closing = True
        self._call(self._wake_all)

    async def news(self, office: str, version: int, seconds: float) -> None:
        """Wait until the office changed since `version`, the time is over or the server closes."""
        if self._closing or self._changes[office] != version:
            return
        bell = asyncio.Event()
        self._waiting[office].add(bell)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), seconds)
        finally:
            self._waiting[office].discard(bell)

    @property
    def closing(self) -> bool:
        """Whether the server is about to end."""
        return self._closing

    @property
    def waiting(self) -> int:
        """How many requests are held open."""
        return sum(map(len, self._waiting.values()))

    async def look(self) -> None:
        """Look for what other processes took in, until cancelled."""
        self._loop = asyncio.get_running_loop()
        seen: Ends = {}
        while True:
            await asyncio.sleep(LOOK_S)
            if not self.waiting:
                continue
            # A database that is away is the requests' own concern; this only looks again.
            with contextlib.suppress(Exception):
                ends = await asyncio.to_thread(self._ends)
                for office in ends.keys() & self._waiting.keys():
                    if ends[office] != seen.get(office):
                        self.changed(office)
                seen = ends

    def _call(self, function: Callable[..., None], *values: str) -> None:
        if self._loop is not None:
            # The loop may have ended between: then nobody waits.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(function, *values)

    def _ring(self, office: str) -> None:
        """Wake who waits for an office, now or at the end of the pause after the last time."""
        if self._loop is None or office in self._due:
            return
        again = self._woken.get(office, 0.0) + GATHER_S
        if self._loop.time() >= again:
            self._wake(office)
        else:
            self._due.add(office)
            self._loop.call_at(again, self._wake, office)

    def _wake(self, office: str) -> None:
        if self._loop is not None:
            self._woken[office] = self._loop.time()
        self._due.discard(office)
        for bell in self._waiting[office]:
            bell.set()

    def _wake_all(self) -> None:
        for office in list(self._waiting):
            self._wake(office)
