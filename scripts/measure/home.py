"""A real home to measure: an office's past in the journal, and today's queue, all of them waiting."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from counter_tui.bootstrap import guard
from counter_tui.bootstrap.setup import Answers, create_home
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.zones import business_day, moment
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store.store import Store
from scripts.measure import past

OFFICER, PIN = "dewi", "482913"
GUARD = "file"
OPEN = 600
"""How many numbers wait."""
_KINDS = (
    ("paspor_baru", None),
    ("paspor_penggantian", None),
    ("paspor_baru", "lansia"),
    ("itas_perpanjangan", None),
)


def make(folder: Path, events: int, waiting: int = OPEN) -> Home:
    """Make a home with so many past events and so many numbers that wait."""
    home = Home(folder)
    create_home(
        home, Answers(office="UKUR", office_name="Kanim Ukur", site="utama", counter="3", guard=GUARD)
    )
    key = guard.unlock(home)
    clock = _Morning(waiting)
    terminal = Terminal(home, key=key, now=clock)
    identity = terminal.store.identity
    terminal.close()
    past.write(home.store, key, identity, events, clock())
    with closing(Store(home.store, key)) as store:
        store.rebuild()
    _fill(home, key, clock, waiting)
    return home


def _fill(home: Home, key: bytes, clock: "_Morning", waiting: int) -> None:
    terminal = Terminal(home, key=key, now=clock)
    try:
        desk = terminal.desk
        desk.add_officer(OFFICER, "Dewi Anggraini", ["admin"], PIN)
        desk.login(OFFICER, PIN)
        desk.open_day(leftovers="leave")
        for number in range(waiting):
            service, group = _KINDS[number % len(_KINDS)]
            desk.issue(service, group, [ApplicantDraft(full_name=f"Pemohon {number}")])
            clock.pass_on()
    finally:
        terminal.close()


@contextmanager
def opened(home: Home) -> Iterator[Terminal]:
    """Open the home with its officer at the desk."""
    terminal = Terminal(home, key=guard.unlock(home))
    try:
        terminal.desk.login(OFFICER, PIN)
        yield terminal
    finally:
        terminal.close()


class _Morning:
    """A clock that lets the numbers of today come one after the other until now."""

    def __init__(self, people: int) -> None:
        now = time.time_ns() // 1_000_000
        zone = "Asia/Jakarta"
        midnight = moment(business_day(now, zone), "00:00", zone)
        self._step = min(20_000, (now - midnight) // (people + 1))
        self._now = now - people * self._step

    def __call__(self) -> int:
        """Return UTC milliseconds."""
        return self._now

    def pass_on(self) -> None:
        """Let the next one come."""
        self._now += self._step
