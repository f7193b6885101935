"""One process per home owns sync."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "sync.lock"
RETRY_S = 0.5


@contextlib.asynccontextmanager
async def own_sync(
    home: Path, patience_s: float | None = None, *, taken: Callable[[], None] = lambda: None
) -> AsyncIterator[None]:
    """Own the home's sync until the block ends; raises TimeoutError after `patience_s` (None: never).

    `taken` is called while another process owns it.
    """
    lock = FileLock(home / LOCK, thread_local=False)
    loop = asyncio.get_running_loop()
    until = None if patience_s is None else loop.time() + patience_s
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            taken()
            if until is not None and loop.time() >= until:
                raise TimeoutError from None
            await asyncio.sleep(RETRY_S)
    try:
        yield
    finally:
        lock.release()
