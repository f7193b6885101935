"""A hub and three terminals as processes: each number called once, whatever is killed and whenever."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.e2e.installation import Actions, Hub, Installation, Json
from tests.e2e.killer import TransactionKiller

pytestmark = pytest.mark.long

COUNTERS = ("2", "3", "4")
ISSUE = "issue --service pengambilan"
"""A number with one visit: who was served once is gone."""


class Site:
    """A hub on counter 1 and three terminals."""

    def __init__(self, folder: Path) -> None:
        home = Installation(folder / "hub")
        home.ask("setup", "--office", "PLG", "--site", "utama", "--counter", "1")
        self.hub = Hub(home)
        self.hub.start()
        self.terminals = [Installation(folder / f"loket{counter}") for counter in COUNTERS]
        for terminal, counter in zip(self.terminals, COUNTERS, strict=True):
            self.hub.equip(terminal, counter)

    def close(self) -> None:
        """Stop the hub."""
        self.hub.close()

    def issue(self, count: int) -> list[str]:
        """Issue numbers at the hub's own counter."""
        with closing(Actions(self.hub.home)) as here:
            return [here.ask(ISSUE)["number"] for _ in range(count)]

    def settle(self) -> None:
        """Exchange until every journal holds everything."""
        for _round in range(2):
            for terminal in self.terminals:
                assert terminal.ask("sync", "--once")["unsynced"] == 0

    def numbers(self, home: Installation, part: str) -> list[str]:
        """Return the numbers that wait or are served, as a home knows them."""
        return [row["number"] for row in home.ask("queue")[part]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with closing(Site(tmp_path)) as running:
        yield running


def serve(terminal: Installation, served: list[str], failures: list[Json]) -> None:
    """Call and serve at one terminal until nobody waits."""
    with closing(Actions(terminal)) as desk:
        while (called := desk.ask("call-next")).get("code") != "nobody_waiting":
            if "number" not in called:
                failures.append(called)
                return
            served.append(called["number"])
            done = desk.ask("done")
            if done.get("status") != "finished":
                failures.append(done)


def test_counters_that_call_at_once_serve_every_number_once(site: Site) -> None:
    issued = site.issue(12)
    served: dict[str, list[str]] = {counter: [] for counter in COUNTERS}
    failures: list[Json] = []
    threads = [
        threading.Thread(target=serve, args=(terminal, served[counter], failures))
        for terminal, counter in zip(site.terminals, COUNTERS, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(number for numbers in served.values() for number in numbers) == issued
    site.settle()
    for home in (site.hub.home, *site.terminals):
        assert site.numbers(home, "waiting") == site.numbers(home, "serving") == []
        assert home.ask("store", "check")["ok"]
        assert home.ask("do", "checks")["checks"] == []


def test_a_hub_killed_in_the_middle_of_commands_loses_calls_or_strands_no_number(site: Site) -> None:
    issued = site.issue(6)
    killer = TransactionKiller(site.hub.home.folder / "journal.db.lock")
    served: list[str] = []
    with ExitStack() as stack:
        desks = [stack.enter_context(closing(Actions(terminal))) for terminal in site.terminals]
        for desk in desks:
            with killer.hunting(site.hub.process):
                called = desk.ask("call-next")
            # Whether the kill was before or behind the hub's COMMIT, asking again gives one number.
            site.hub.stop(kill=True)
            site.hub.start()
            again = called
            while "number" not in again:
                assert again["code"] in {"hub_away", "nobody_waiting"}, again
                again = desk.ask("call-next")
            served.append(again["number"])
            assert desk.ask("done")["status"] == "finished"
        assert killer.kills > 0
    assert Counter(served) == Counter(issued[: len(served)])
    site.settle()
    for home in (site.hub.home, *site.terminals):
        assert site.numbers(home, "waiting") == issued[len(served) :]
        assert site.numbers(home, "serving") == []
        assert home.ask("do", "checks")["checks"] == []


def test_two_days_without_the_hub_go_on_in_own_series_and_all_is_one_queue_when_it_is_back(
    site: Site,
) -> None:
    (left,) = site.issue(1)
    site.settle()
    site.hub.stop(kill=True)
    second, third, _fourth = site.terminals
    served = []
    for _day in range(2):
        own = second.ask("do", "issue", "--service", "pengambilan")["number"]
        called = second.ask("do", "call-next")["number"]
        assert called == own != left
        second.ask("do", "done")
        served.append(called)
        second.ask("do", "close-day")
        second.ask("do", "open-day", "--leftovers", "leave")
    assert len(set(served)) == 2
    waiting = second.ask("do", "issue", "--service", "pengambilan")["number"]
    assert third.command("do", "call-next").returncode == 1
    site.hub.start()
    answer = second.ask("do", "issue", "--service", "pengambilan")["number"]
    site.settle()
    assert set(site.numbers(site.hub.home, "waiting")) == {left, waiting, answer}
    assert second.ask("status")["unsynced"] == 0


def test_status_says_whether_the_hub_is_there(site: Site) -> None:
    terminal = site.terminals[0]
    up = terminal.ask("status")
    site.hub.stop(kill=True)
    down = terminal.ask("status")
    assert (up["role"], up["online"], down["role"], down["online"]) == ("terminal", True, "terminal", False)
