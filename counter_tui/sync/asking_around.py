"""Asking the neighbours that call themselves hubs: however many there are, they cost the time of one."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from counter_tui.sync.neighbourhood import Neighbour

MOST = 16
"""So many are asked at once, of more of them others each time: a site has one hub, seldom two."""

T = TypeVar("T")


def ask_around(
    neighbours: Iterable[Neighbour], question: Callable[[Neighbour], T]
) -> list[tuple[Neighbour, T]]:
    """Ask neighbours at the same time, at most MOST, and return their answers in the order given.

    The question must end by itself: strangers that are silent are not waited for any longer than that.
    """
    given = list(neighbours)
    chosen = [given[place] for place in sorted(random.sample(range(len(given)), min(len(given), MOST)))]
    if not chosen:
        return []
    with ThreadPoolExecutor(len(chosen), "neighbour") as threads:
        return list(zip(chosen, threads.map(question, chosen), strict=True))
