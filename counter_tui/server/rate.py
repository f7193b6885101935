"""Token buckets: how often each address and each device may ask."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

MOST_KEYS = 20_000
"""So many keys are remembered; the one that was silent longest is forgotten first."""


class Rate(NamedTuple):
    """So many a second in the long run, so many at once."""

    per_s: float
    burst: int


class Buckets:
    """A bucket of tokens for each key, refilled with time; every thread may use it.

    `clock` gives seconds that never go back.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> float:
        """Take a token; return 0, or in how many seconds there will be one."""
        return self._weigh(key, 1.0)

    def wait(self, key: str) -> float:
        """Return in how many seconds there is a token, without taking it."""
        return self._weigh(key, 0.0)

    def _weigh(self, key: str, cost: float) -> float:
        now = self._clock()
        with self._lock:
            level, at = self._levels.pop(key, (float(self._rate.burst), now))
            level = min(self._rate.burst, level + (now - at) * self._rate.per_s)
            lacking = max(0.0, 1.0 - level)
            self._levels[key] = (level if lacking else level - cost, now)
            if len(self._levels) > MOST_KEYS:
                self._levels.popitem(last=False)
        return lacking / self._rate.per_s
