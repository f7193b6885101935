"""The one thread in which every call to the desk runs, so that no key waits behind a disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

T = TypeVar("T")


class DeskThread:
    """Runs desk calls one after the other, in the order in which they were asked for.

    The desk is made in this thread by `factory` at the first call. `await run(fn)` gives what `fn(desk)`
    returns and raises what it raises, `Refused` above all.
    """

    def __init__(self, factory: "Callable[[], Desk]") -> None:
        self._factory = factory
        self._desk: Desk | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    def submit(self, call: "Callable[[Desk], T]") -> "Future[T]":
        """Ask for a call and return its future at once."""
        return self._pool.submit(self._run, call)

    async def run(self, call: "Callable[[Desk], T]") -> T:
        """Ask for a call and wait for its answer without holding up the screen.

        At the program's end whoever asks is cancelled, as are those whose turn has not come.
        """
        try:
            asked = self.submit(call)
        except RuntimeError as error:  # the pool takes nothing any more
            raise asyncio.CancelledError from error
        return await asyncio.wrap_future(asked)

    def close(self) -> None:
        """Take no more calls and wait for the one that runs."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, call: "Callable[[Desk], T]") -> T:
        if self._desk is None:
            self._desk = self._factory()
        return call(self._desk)
