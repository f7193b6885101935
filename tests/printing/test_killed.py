"""The spool's promise when the printing process is killed -9 anywhere between event and confirmation."""

import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from counter_tui.core.catalogue import builtin
from counter_tui.core.print_job import REPRINTED, Job, JobState
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.printing.delivery import render
from counter_tui.printing.profile_files import profile_named
from counter_tui.store import live
from counter_tui.store.create import create
from counter_tui.store.identity import Identity
from counter_tui.store.spool import StoredSpool
from tests.patience import until
from tests.printing.fake_paper import PtyPrinter, SimulatedPrinter
from tests.printing.faults.checker import check
from tests.printing.printing_process import KEY, Printing

KILLS = [40, pytest.param(200, marks=pytest.mark.long)]
LEAST = 0.1
"""How much of the kills must have met each stage: else the test would prove nothing of it.

Every other kill falls at random; the rest wait for the stage that was met least, so that all get there.
"""
BYTES_PER_SECOND = 4800
"""Five times as fast as a cheap printer; slower than the line, so that sheets wait in the printer."""
STAGES = ("queued", "sending", "awaiting", "settled")
ME = Identity(office="kanim-uji", office_code="UJI", device="d1", epoch=77, site="utama", counter="3")


class Counter3:
    """One store whose printing processes die, with the officer who looks after the paper."""

    def __init__(self, home: Path, served: PtyPrinter) -> None:
        self._store = create(home / "journal.db", KEY, ME)
        self.spool = StoredSpool(self._store)
        self.paper = served.printer
        self._processes = Printing(home, f"serial:{served.port}?baud=115200")
        self._numbers = count(1)
        self._seen = 0
        self._left: set[str] = set()
        self._looked_at: set[str] = set()
        self._desk = Desk(
            self._store, builtin(), printers=lambda: (), line=lambda: SyncView("alone", 0, None, None)
        )
        self._desk.add_officer("dewi", "Dewi Anggraini", ["admin"], "123456")
        self._desk.login("dewi", "123456")

    def jobs(self, *states: JobState) -> list[Job]:
        return self.spool.jobs(states or tuple(JobState), 10_000)

    def start(self) -> None:
        """Start a process; it orders a slip of its own where none waits."""
        self._seen = len(self.paper.received)
        self._processes.start(None if self.jobs(JobState.QUEUED) else next(self._numbers))

    def kill(self) -> str:
        """Kill the process and say which stage it had come to; every other unsure slip is printed again."""
        self._processes.kill()
        stage = self._stage()
        self._left = {job.id for job in self.jobs(JobState.SENDING)}
        for job in self.jobs(JobState.UNCONFIRMED):
            if job.id not in self._looked_at and len(self._looked_at) % 2:
                self._desk.print_job_again(job.id)
            self._looked_at.add(job.id)
        return stage

    def ordered(self) -> dict[str, str]:
        """Return the events that ordered a paper, each with its number."""
        with self._store.read() as connection:
            events = live.own_events_after(connection, ME.device, ME.epoch, 0)
        return {event.id: event.data["subject"] for event in events if event.type == "paper.printed"}

    def mark(self, stage: str) -> Callable[[], bool]:
        """Return the condition that the process has come to a stage, or rushed past it to the end."""
        return lambda: self._stage() in {stage, "settled"}

    def drain(self) -> None:
        """Let one last process print what waits, unharmed."""
        self.start()
        until(lambda: not self.jobs(JobState.QUEUED, JobState.SENDING))
        self._processes.kill()
        self._processes.end()

    def close(self) -> None:
        self._store.close()

    def _stage(self) -> str:
        sending = [job for job in self.jobs(JobState.SENDING) if job.id not in self._left]
        if sending:
            whole = render(sending[0], profile_named("generic58")).data
            return "awaiting" if whole in self.paper.received[self._seen :] else "sending"
        return "queued" if self.jobs(JobState.QUEUED) else "settled"


def measured(counter: Counter3) -> float:
    """Return how many seconds a slip takes from its event to its confirmation."""
    counter.start()
    began = time.monotonic()
    until(counter.mark("settled"))
    took = time.monotonic() - began
    counter.kill()
    return took


def enough(met: Counter[str], kills: int) -> bool:
    """Tell whether so many kills fell, and enough of them in each stage."""
    return met.total() >= kills and min(met[stage] for stage in STAGES) >= LEAST * kills


@pytest.mark.parametrize("kills", KILLS)
def test_the_promise_holds_over_kills_anywhere_between_event_and_confirmation(
    tmp_path: Path, kills: int
) -> None:
    dice = random.Random(20240914)
    printer = SimulatedPrinter(speed=BYTES_PER_SECOND)
    printer.torn = True
    met: Counter[str] = Counter()
    with PtyPrinter(printer) as served:
        counter = Counter3(tmp_path, served)
        whole = max(measured(counter) for _ in range(3))
        while not enough(met, kills) and met.total() < 5 * kills:
            counter.start()
            if met.total() % 2:
                time.sleep(dice.uniform(0, whole))
            else:
                rarest = min(STAGES, key=lambda stage: met[stage])
                until(counter.mark(rarest))
                time.sleep(dice.uniform(0, whole / 20))
            met[counter.kill()] += 1
        counter.drain()
        jobs, ordered = counter.jobs(), counter.ordered()
        counter.close()

    assert enough(met, kills), met
    assert ordered == {job.event: job.subject for job in jobs}, "an event without its job"
    check(set(ordered.values()), jobs, printer.page)
    ends = Counter(job.note if job.state is JobState.FAILED else job.state for job in jobs)
    assert ends.keys() == {JobState.CONFIRMED, JobState.UNCONFIRMED, REPRINTED}
    assert sum(job.copy > 0 for job in jobs) == ends[REPRINTED], "a copy that was not ordered, or was lost"
