"""The stage of the Laksan day: a centre on PostgreSQL, three terminals and their lines."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from tests.e2e.installation import Centre, Installation
from tests.e2e.line import Cut
from tests.e2e.pushing import Pusher
from tests.e2e.terminal_day import TerminalDay, booking_codes
from tests.patience import until

BOOKINGS = Path(__file__).parent.parent / "data" / "bookings-laksan-palembang-2024-09-14.csv"
TERMINALS = 3
CUTS = (Cut.HALF_REQUEST, Cut.LOST_ANSWER)


class Plan(NamedTuple):
    """How many come, and how often each terminal's processes are killed: in transactions, in pushes."""

    bookings: int
    kills_each: int
    cuts_each: int

    @property
    def least(self) -> int:
        """How many kills of each kind must have come: some hunts end without prey."""
        return TERMINALS * self.kills_each * 5 // 6


SHORT = Plan(bookings=48, kills_each=2, cuts_each=2)
WHOLE = Plan(bookings=200, kills_each=8, cuts_each=8)


class LaksanDay:
    """The day: `serve`, then `settle`; what stands at the centre is asked in plain SQL."""

    def __init__(self, folder: Path, database_url: str, stack: ExitStack, plan: Plan) -> None:
        self.plan = plan
        self._url = database_url
        self._stack = stack
        self.centre = Centre(Installation(folder / "centre"), database_url)
        self.centre.start()
        stack.callback(self.centre.close)
        self._booked = booking_codes(BOOKINGS)
        self.codes = self._booked[: plan.bookings]
        with ThreadPoolExecutor(TERMINALS) as together:
            self.terminals = list(together.map(lambda index: self._equip(folder, index), range(TERMINALS)))
        self.before = self.ids()
        """What set-up had written: the opening of the day at each terminal."""
        for _day, pusher in self.terminals:
            pusher.start()

    @property
    def days(self) -> list[TerminalDay]:
        """What each terminal's driver did and saw."""
        return [day for day, _pusher in self.terminals]

    @property
    def pushers(self) -> list[Pusher]:
        """Each terminal's line."""
        return [pusher for _day, pusher in self.terminals]

    def ids(self) -> set[str]:
        """Return the ids of all events at the centre."""
        return {row[0] for row in self.rows("SELECT id FROM event")}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the centre's database, without our code."""
        with psycopg.connect(self._url) as connection:
            return list(connection.execute(statement.encode()))

    def serve(self) -> None:
        """Let all terminals work at once; the centre is killed after a quarter, and back after three."""
        over = threading.Event()
        with ThreadPoolExecutor(TERMINALS + 1) as together:
            directed = together.submit(self._direct, over)
            served = [together.submit(day.serve_all) for day in self.days]
            try:
                for one in served:
                    one.result()
            finally:
                over.set()
            directed.result()

    def settle(self) -> None:
        """Write and push until every planned cut has come, then let everything arrive."""
        with ThreadPoolExecutor(TERMINALS) as together:
            list(together.map(lambda one: _cut_to_the_end(*one), self.terminals))
            for answer in together.map(lambda day: day.home.ask("sync", "--once"), self.days):
                assert answer["unsynced"] == 0

    def _equip(self, folder: Path, index: int) -> tuple[TerminalDay, Pusher]:
        home = Installation(folder / f"terminal-{index + 1}")
        pusher = Pusher(home, self.centre.port, CUTS * (self.plan.cuts_each // len(CUTS)))
        self._stack.callback(pusher.close)
        self.centre.equip(home, str(index + 1), address=pusher.address)
        assert home.ask("import", str(BOOKINGS))["accepted"] == len(self._booked)
        assert home.ask("sync", "--once")["unsynced"] == 0
        mine = self.codes[index::TERMINALS]
        day = TerminalDay(home, mine, random.Random(index), self.plan.kills_each)
        self._stack.callback(day.close)
        return day, pusher

    def _direct(self, over: threading.Event) -> None:
        _wait(lambda: over.is_set() or self._done >= 0.25)
        self.centre.stop(kill=True)
        _wait(lambda: over.is_set() or self._done >= 0.75)
        self.centre.start()

    @property
    def _done(self) -> float:
        return sum(len(day.seen.verified) for day in self.days) / len(self.codes)


def _cut_to_the_end(day: TerminalDay, pusher: Pusher) -> None:
    while pusher.planned:
        pusher.cut.clear()
        day.make_an_event()
        until(lambda: pusher.cut.is_set() or not pusher.planned, lambda: f"for {pusher.planned} cuts")
    pusher.stop()


def _wait(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.02)
