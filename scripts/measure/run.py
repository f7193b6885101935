"""Which part measures what on which home, in one run."""

import sys
from collections.abc import Callable, Sequence
from compileall import compile_dir
from functools import cached_property
from pathlib import Path

import counter_tui
from counter_tui.config import Home
from scripts.measure import commit, contention, faults, home, pickup, screen, slip
from scripts.measure.table import Row, table

MILLION = 1_000_000
QUICK_PAST = 1_000
TICKETS = 150
"""More than a slow printer works off while its faults are measured."""


class Run:
    """One run; each home is made when it is first needed, and once."""

    def __init__(self, folder: Path, events: int | None, *, quick: bool) -> None:
        self._folder = folder
        self._quick = quick
        self.events = events or (QUICK_PAST if quick else MILLION)

    @cached_property
    def long(self) -> Home:
        """A counter with years behind it."""
        return self._home("long", self.events)

    @cached_property
    def short(self) -> Home:
        """A counter's first week."""
        return self._home("short", min(commit.FEW, self.events))

    def start(self) -> list[Row]:
        """Measure the way to the first frame and what follows at once."""
        return screen.start(self.long, 0 if self._quick else 10)

    def keys(self) -> list[Row]:
        """Measure a key until its picture."""
        return screen.keys(self.long, self.events, 2 if self._quick else 60)

    def commit(self) -> list[Row]:
        """Measure a desk action's commit, and the rebuild."""
        rounds = 5 if self._quick else 200
        return [*commit.measure(self.short, self.long, rounds), *commit.rebuild(self.long)]

    def slip(self) -> list[Row]:
        """Measure paper."""
        return slip.measure(5 if self._quick else 200)

    def pickup(self) -> list[Row]:
        """Measure a scanned slip until its answer."""
        return pickup.measure(self.long, self.events, 2 if self._quick else 60)

    def faults(self) -> list[Row]:
        """Measure a key throughout each fault of the printer."""
        return faults.measure(self._home("faults", QUICK_PAST, TICKETS), 1 if self._quick else 4)

    def contention(self) -> list[Row]:
        """Measure a hub while all its terminals call."""
        return contention.measure(self._home("hub", QUICK_PAST), 1 if self._quick else 4)

    def _home(self, name: str, events: int, waiting: int = 0) -> Home:
        waiting = waiting or self._waiting
        print(
            f"Making a home with {events:,} events and {waiting} open numbers ...",
            file=sys.stderr,
            flush=True,
        )
        return home.make(self._folder / name, events, waiting)

    @property
    def _waiting(self) -> int:
        return 12 if self._quick else home.OPEN


def run(folder: Path, parts: Sequence[str], *, events: int | None = None, quick: bool = False) -> None:
    """Measure the parts and print one table of them all."""
    # As pip does where it installs: Python may have been told to keep nothing of what it compiled.
    compile_dir(Path(counter_tui.__file__).parent, quiet=1)
    running = Run(folder, events, quick=quick)
    measures: dict[str, Callable[[], list[Row]]] = {
        "start": running.start,
        "keys": running.keys,
        "commit": running.commit,
        "slip": running.slip,
        "faults": running.faults,
        "contention": running.contention,
        "pickup": running.pickup,
    }
    rows: list[Row] = []
    for part in parts:
        print(f"Measuring {part} ...", file=sys.stderr, flush=True)
        rows += measures[part]()
    print(table(rows))
