"""One day of chaos: officers work, faults befall their site by a seeded plan, then it is quiet and judged."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.chaos import checks, evidence, faults
from tests.chaos.checks import Broken
from tests.chaos.evidence import Reader
from tests.chaos.ledger import Ledger
from tests.chaos.officers import Officer
from tests.chaos.site import Site
from tests.postgres import Cluster

FIRST_TURNS = 30
"""So many actions are done before anything happens."""
BETWEEN = (5, 40)
"""So many actions lie between two faults."""
AT_ONCE = 3
"""So many faults may be under way together."""
STILL_S = 90.0
"""Where nothing has moved for so long, nothing will."""
GLANCE_S = 0.5


class Strike(NamedTuple):
    """A fault of the plan: what, from which turn on, and the seed of its details."""

    turn: int
    fault: faults.Fault
    seed: int


@dataclass
class Verdict:
    """What a day came to."""

    seed: int
    befell: Counter[str]
    outcomes: Counter[str]
    events: int
    doubles: int
    """Passports that were handed over twice, all of them flagged unless that is among the broken promises."""
    calls: int
    """Numbers that two hubs called, likewise."""
    repeats: int
    """Commands that were answered more than once, each time alike unless that is among them."""
    broken: list[Broken] = field(default_factory=list)


def plan(seed: int, strikes: int) -> Iterator[Strike]:
    """Yield which fault comes at which turn; every fault comes before any comes again."""
    dice, turn, deck = random.Random(seed), FIRST_TURNS, list[faults.Fault]()
    for _strike in range(strikes):
        deck = deck or dice.sample(faults.ALL, len(faults.ALL))
        yield Strike(turn, deck.pop(), dice.getrandbits(32))
        turn += dice.randint(*BETWEEN)


class Day:
    """A site, its officers and what befalls them."""

    def __init__(self, folder: Path, cluster: Cluster, database: str, seed: int) -> None:
        self.site = Site(folder, cluster, database)
        self._seed = seed
        self._ledger = Ledger(folder / "acknowledged.jsonl")
        self._folder = folder
        self._began = time.monotonic()
        self._befell: Counter[str] = Counter()
        self._officers = [
            Officer(counter, self._ledger, random.Random(f"{seed}/{counter.name}"))
            for counter in self.site.counters
        ]

    def run(self, strikes: int) -> Verdict:
        """Live through the day and judge it."""
        with closing(self.site):
            self._work(strikes)
            self.site.mend()
            readers = [Reader(counter.home) for counter in self.site.counters]
            self._fall_quiet(readers)
            stuck = [Broken("stuck", what) for what in (*self.site.stuck, *self._go_on())]
            self._fall_quiet(readers)
            self.site.stop()
            return self._judged(readers, stuck)

    def _work(self, strikes: int) -> None:
        with ThreadPoolExecutor(len(self._officers)) as together:
            working = [together.submit(officer.work) for officer in self._officers]
            try:
                self._strike(strikes, working)
            finally:
                self._ledger.end()
            for one in working:
                one.result()

    def _strike(self, strikes: int, working: "list[Future[None]]") -> None:
        with ThreadPoolExecutor(AT_ONCE) as together:
            under_way = []
            for strike in plan(self._seed, strikes):
                self._ledger.wait_for(strike.turn)
                under_way.append(together.submit(self._befall, strike))
                while sum(not one.done() for one in under_way) >= AT_ONCE:
                    time.sleep(0.01)
            for one in under_way:
                one.result()

    def _befall(self, strike: Strike) -> None:
        began = time.monotonic() - self._began
        befell = strike.fault(self.site, random.Random(strike.seed))
        self._befell[strike.fault.__name__] += befell
        with (self._folder / "faults.txt").open("a", encoding="utf-8") as story:
            ended = time.monotonic() - self._began
            story.write(f"{strike.turn} {strike.fault.__name__} {befell} {began:.1f}-{ended:.1f} s\n")

    def _fall_quiet(self, readers: list[Reader]) -> None:
        """Wait until everybody holds as much as the centre and nothing waits; what never does is judged."""
        before: tuple[int, ...] = ()
        moved = time.monotonic()
        while time.monotonic() - moved < STILL_S:
            waiting = evidence.unfolded(self.site.database_url)
            waiting += sum(reader.unsettled() for reader in readers)
            held = [reader.count() for reader in readers]
            standing = (evidence.centre_count(self.site.database_url), *held, waiting)
            if not waiting and len({*standing[:-1]}) == 1:
                return
            if standing != before:
                before, moved = standing, time.monotonic()
            time.sleep(GLANCE_S)

    def _go_on(self) -> Iterator[str]:
        """After all that everybody still gets a number; yield what is said where not."""
        for officer in self._officers:
            answer = officer.do("issue --service pengambilan") or {"code": "the desk died"}
            if "number" not in answer:
                yield str(answer["code"])

    def _judged(self, readers: list[Reader], stuck: list[Broken]) -> Verdict:
        centre = evidence.centre(self.site.database_url)
        broken = checks.broken(
            self._ledger.acknowledged, self._ledger.people, centre, [reader.read() for reader in readers]
        )
        broken += [*stuck, *(Broken("death", death) for death in self.site.deaths)]
        for log in self._folder.glob("*.log"):
            if "Traceback" in log.read_text("utf-8"):
                broken.append(Broken("traceback", log.name))
        for home in self.site.homes:
            report = home.ask("store", "check")
            broken += [Broken("check", f"{home.folder.name}: {one}") for one in report["problems"]]
        broken += [Broken("answer", what) for what in self.site.answers.different()]
        return Verdict(
            self._seed,
            self._befell,
            self._ledger.outcomes,
            events=len(centre.events),
            doubles=len(checks.handed_over_twice(centre)),
            calls=len(list(checks.called_again(centre))),
            repeats=self.site.answers.repeated,
            broken=broken,
        )
