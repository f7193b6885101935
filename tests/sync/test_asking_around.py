"""Whoever calls itself a hub on the network is asked within bounds, however many there are."""

import threading

from counter_tui.sync.asking_around import MOST, ask_around
from counter_tui.sync.neighbourhood import Neighbour
from tests.patience import GIVE_UP_SECONDS, until


def neighbours(count: int) -> list[Neighbour]:
    """Return so many hubs of a site."""
    return [Neighbour(f"s{number}", "utama", 1, "127.0.0.1", 8441) for number in range(count)]


def test_however_many_are_silent_they_are_asked_together() -> None:
    asked = threading.Barrier(MOST)
    here = neighbours(MOST)

    def question(one: Neighbour) -> str:
        asked.wait(GIVE_UP_SECONDS)  # nobody answers before all are asked
        return one.server

    assert ask_around(here, question) == [(one, one.server) for one in here]


def test_of_too_many_others_are_asked_each_time_until_the_right_one_is() -> None:
    here = neighbours(5 * MOST)

    def answers() -> dict[str, bool]:
        found = {one.server: answer for one, answer in ask_around(here, lambda one: one.server == "s0")}
        assert len(found) == MOST
        return found

    until(lambda: answers().get("s0", False))


def test_nobody_is_asked_where_nobody_is() -> None:
    assert ask_around([], lambda one: one) == []
