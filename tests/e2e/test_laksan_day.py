"""The Laksan day: 200 bookings, three terminals, the centre gone for half of it, and kill -9 all along."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from tests.e2e.installation import Centre, Installation
from tests.e2e.pushing import Pusher
from tests.e2e.terminal_day import TerminalDay, booking_codes

BOOKINGS = Path(__file__).parent.parent / "data" / "bookings-laksan-palembang-2024-09-14.csv"
TERMINALS = 3
LEAST_KILLS = 20
SETTLE_S = 60.0


class Day:
    """The whole stage: a centre on PostgreSQL, three terminals and their lines."""

    def __init__(self, folder: Path, database_url: str, stack: ExitStack) -> None:
        self.centre = Centre(Installation(folder / "centre"), database_url)
        self.centre.start()
        stack.callback(lambda: self.centre.running and self.centre.stop())
        codes = booking_codes(BOOKINGS)
        self.days: list[TerminalDay] = []
        self.pushers: list[Pusher] = []
        for index in range(TERMINALS):
            chance = random.Random(index)
            home = Installation(folder / f"terminal-{index + 1}")
            pusher = Pusher(home, self.centre.port, chance)
            self._set_up(home, pusher.address, index + 1)
            pusher.start()
            stack.callback(pusher.stop)
            day = TerminalDay(home, codes[index::TERMINALS], chance)
            stack.callback(day.close)
            self.pushers.append(pusher)
            self.days.append(day)

    def _set_up(self, home: Installation, address: str, counter: int) -> None:
        code = self.centre.home.ask("devices", "enrol", "--office", "PLG", "--name", f"Loket {counter}")[
            "code"
        ]
        home.ask(
            "setup", "--office", "PLG", "--site", "utama", "--counter", str(counter),
            "--central", address, "--code", code, "--printer", f"file:{home.folder}/paper.bin",
        )  # fmt: skip
        assert home.ask("import", str(BOOKINGS))["accepted"] == 200

    @property
    def done(self) -> float:
        """The share of bookings that have a verified slip."""
        return sum(len(day.seen.verified) for day in self.days) / len(booking_codes(BOOKINGS))

    def serve(self) -> None:
        """Let all terminals work at once; the centre is killed after a quarter, and back after three."""
        director = threading.Thread(target=self._direct)
        director.start()
        with ThreadPoolExecutor(TERMINALS) as together:
            for served in [together.submit(day.serve_all) for day in self.days]:
                served.result()
        director.join()

    def _direct(self) -> None:
        self._wait_for(0.25)
        self.centre.stop(kill=True)
        self._wait_for(0.75)
        self.centre.start()

    def _wait_for(self, share: float) -> None:
        while self.done < share:
            time.sleep(0.02)

    def settle(self) -> None:
        """Cut pushes until enough were cut, then let everything arrive."""
        deadline = time.monotonic() + SETTLE_S
        while sum(pusher.kills for pusher in self.pushers) < LEAST_KILLS:
            assert time.monotonic() < deadline, "the pushes were not cut often enough"
            for pusher, day in zip(self.pushers, self.days, strict=True):
                day.make_an_event()
                pusher.cut_once_more()
        for pusher in self.pushers:
            pusher.stop()
        for day in self.days:
            assert day.home.ask("sync", "--once")["unsynced"] == 0


@pytest.fixture(scope="module")
def laksan(tmp_path_factory: pytest.TempPathFactory, postgres_cluster: object) -> Iterator[tuple[Day, str]]:
    from tests.postgres import Cluster

    assert isinstance(postgres_cluster, Cluster)
    database = postgres_cluster.create()
    url = postgres_cluster.url(database)
    with ExitStack() as stack:
        stack.callback(postgres_cluster.drop, database)
        day = Day(tmp_path_factory.mktemp("laksan"), url, stack)
        day.serve()
        day.settle()
        yield day, url


def _ids(url: str, where: str) -> set[str]:
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute(f"SELECT id FROM event WHERE {where}".encode())}


def _count(url: str, statement: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return int(row[0])


def test_two_hundred_are_interviewed_and_leave_with_a_verified_slip(laksan: tuple[Day, str]) -> None:
    day, _url = laksan
    assert sum(len(one.seen.issued) for one in day.days) == 200
    assert len(set().union(*(one.seen.interviewed for one in day.days))) == 200
    assert len(set().union(*(one.seen.verified for one in day.days))) == 200


def test_processes_were_killed_in_transactions_and_in_pushes(laksan: tuple[Day, str]) -> None:
    day, _url = laksan
    assert sum(one.killer.kills for one in day.days) >= LEAST_KILLS
    assert sum(pusher.kills for pusher in day.pushers) >= LEAST_KILLS


def test_the_centre_holds_every_acknowledged_event_once(laksan: tuple[Day, str]) -> None:
    day, url = laksan
    acknowledged = set().union(*(one.seen.events for one in day.days))
    assert acknowledged <= _ids(url, "true")
    assert _count(url, "SELECT count(*) FROM event") == _count(url, "SELECT count(DISTINCT id) FROM event")


def test_the_centre_holds_nothing_that_nobody_asked_for(laksan: tuple[Day, str]) -> None:
    day, url = laksan
    acknowledged = set().union(*(one.seen.events for one in day.days))
    primary = _ids(
        url, "body NOT LIKE '%\"cause\":%' AND type NOT LIKE 'day.%' AND type NOT LIKE 'counter.%'"
    )
    unanswered = sum(one.seen.unanswered for one in day.days)
    assert len(primary - acknowledged) <= unanswered


def test_the_centre_holds_each_fact_of_the_day_once(laksan: tuple[Day, str]) -> None:
    _day, url = laksan
    per_application = "SELECT count(DISTINCT stream) FROM event WHERE type = '{}'"
    assert _count(url, "SELECT count(*) FROM event WHERE type = 'ticket.issued'") == 200
    assert _count(url, per_application.format("application.slip_printed")) == 200
    interviews = "type = 'ticket.stage_completed' AND body LIKE '%\"stage\":\"interview\"%'"
    assert _count(url, f"SELECT count(*) FROM event WHERE {interviews}") == 200
    assert _count(url, "SELECT count(*) FROM quarantine") == 0


def test_numbers_are_unique_in_the_office(laksan: tuple[Day, str]) -> None:
    _day, url = laksan
    assert _count(url, "SELECT count(DISTINCT number) FROM ticket") == 200


def test_every_store_is_clean_after_the_day(laksan: tuple[Day, str]) -> None:
    day, _url = laksan
    for one in day.days:
        report = one.home.ask("store", "check")
        assert report["ok"]
        assert report["problems"] == []
