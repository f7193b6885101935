"""Hearing within three seconds that a hub is gone, however quietly it went."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

BEAT_S = 0.8
"""How often a hub is asked for a sign of life while it owes an answer."""
LOST_S = 1.8
"""How long it may take to give one: together less than the three seconds of an officer's patience."""

T = TypeVar("T")


class Pulse:
    """Asks for signs of life beside a longer request; `beat` raises Setback when there is none.

    A centre has no pulse (`beat` None): nothing that an officer does waits for it.
    """

    def __init__(self, beat: Callable[[], Awaitable[None]] | None) -> None:
        self._beat = beat

    async def beside(self, doing: Coroutine[Any, Any, T]) -> T:
        """Return what `doing` returns; give it up with `beat`'s Setback when the pulse is lost first."""
        if self._beat is None:
            return await doing
        task, heart = asyncio.create_task(doing), asyncio.create_task(self._listen(self._beat))
        try:
            await asyncio.wait({task, heart}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                await heart
            return task.result()
        finally:
            for one in (task, heart):
                one.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await one

    async def _listen(self, beat: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            await beat()
