"""Waiting for a condition, never for a time."""

import time
from collections.abc import Callable

GIVE_UP_SECONDS = 90


def until(holds: Callable[[], bool]) -> None:
    """Return as soon as the condition holds; fail when it never does."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
