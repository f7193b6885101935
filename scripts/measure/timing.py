"""Times in milliseconds, taken in interleaved pairs so that a busy moment of the machine hits both sides."""

import time
from collections.abc import Callable, Sequence
from math import ceil
from statistics import median

Call = Callable[[], object]


def milliseconds(call: Call) -> float:
    """Return how long a call takes."""
    started = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - started) / 1e6


def medians(rounds: int, *calls: Call) -> list[float]:
    """Return the median time of each call, made in turns."""
    return [
        median(times)
        for times in zip(*([milliseconds(call) for call in calls] for _ in range(rounds)), strict=True)
    ]


def p95(times: Sequence[float]) -> float:
    """Return the time that 19 of 20 keep."""
    return sorted(times)[ceil(len(times) * 0.95) - 1]
