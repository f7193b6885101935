"""Commands before pulls: who calls a number is answered at once, and who looks on hears of it just after.

All of a hub's terminals ask for news at the moment in which one called. Worked on together they would hold
up the next call, whose work is done in the same interpreter.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

LONGEST_S = 0.04
"""Commands keep a pull waiting no longer: what is called must be on every screen within 200 ms."""


class Precedence:
    """Who is in hand at one hub; used on its server's event loop only."""

    def __init__(self, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._commands = 0
        self._free = asyncio.Event()
        self._free.set()
        self._pulls = asyncio.Lock()

    @contextmanager
    def command(self) -> Iterator[None]:
        """Keep pulls waiting while a command is in hand."""
        self._commands += 1
        self._free.clear()
        try:
            yield
        finally:
            self._commands -= 1
            if not self._commands:
                self._free.set()

    @asynccontextmanager
    async def pull(self) -> AsyncIterator[None]:
        """Wait for the turn of a pull: one at a time, each when no command is in hand or it waited long."""
        ends = asyncio.get_running_loop().time() + self._longest_s
        async with self._pulls:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(ends):
                    await self._free.wait()
            yield
