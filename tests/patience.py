"""Waiting for a condition, never for a time."""

import time
from collections.abc import Callable

GIVE_UP_SECONDS = 90


def until(holds: Callable[[], bool], stands: Callable[[], object] = lambda: "") -> None:
    """Return as soon as the condition holds; fail when it never does, and say how things stand then."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain {stands()}"
        time.sleep(0.005)
