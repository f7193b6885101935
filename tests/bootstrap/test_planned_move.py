"""A hub that still runs moves to one of its terminals: nothing is lost or doubled, and all go along."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counter_tui.bootstrap import setup
from counter_tui.bootstrap.site_line import place_of
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.core.ticket_state import TicketState
from counter_tui.server import devices
from counter_tui.server.hub.opening import opened
from counter_tui.store.hub import standing
from counter_tui.store.store import Store
from tests.bootstrap.hub_site import PIN, answers
from tests.bootstrap.running_hub import RunningHub, running
from tests.patience import until


class Site:
    """A hub on counter 1 where the day is open, and counters beside it with their threads."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        home = Home(folder / "loket1")
        setup.set_up(home, answers("1"))
        self.hub = stack.enter_context(running(home))
        self.first = self.open(home)

    def open(self, home: Home) -> Terminal:
        """Open a home as its screen would, with dewi at the desk."""
        terminal = Terminal(home)
        self.stack.callback(terminal.close)
        terminal.desk.login("dewi", PIN)
        terminal.start_sync()
        return terminal

    def counter(self, number: str) -> Terminal:
        """Return a counter that is enrolled at the hub."""
        home = Home(self.folder / f"loket{number}")
        with opened(self.hub.home) as here:
            code = devices.enrol(
                here.database, here.identity, office="PLG", name=number, address=self.hub.address
            )
        setup.set_up(home, answers(number, code=code, central=self.hub.address))
        return self.open(home)

    def move_to(self, terminal: Terminal) -> RunningHub:
        """Let a counter's home take the hub's place, by decision of its officer."""
        officer = terminal.desk.decider().id
        return self.stack.enter_context(running(terminal.home, decided_by=officer))


def epoch(store: Store) -> int:
    """Return in which hub epoch a home is a hub; 0 for none."""
    with store.read() as connection:
        found = standing.authority(connection, store.identity.device)
    return found.epoch if found is not None else 0


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(tmp_path, stack)


def ticket(terminal: Terminal, id_: str) -> TicketState:
    """Return a number as a home knows it."""
    with terminal.store.write() as transaction:
        state = transaction.state(f"ticket/{id_}")
    assert isinstance(state, TicketState)
    return state


def test_a_hub_that_runs_moves_with_all_its_numbers_and_its_programs_go_along(site: Site) -> None:
    two, three = site.counter("2"), site.counter("3")
    first, second, third = (two.desk.issue("paspor_baru") for _ in range(3))
    assert two.desk.call_next().id == first.id
    later = site.move_to(three)
    assert (epoch(three.store), epoch(site.first.store)) == (2, 0)
    # At once, from a counter that has heard nothing yet: it waits the move out.
    assert two.desk.done().visit == 2
    assert two.desk.call_next().id == second.id
    assert two.home.settings().central == later.address
    assert ticket(two, second.id).authority.id == three.store.identity.device
    # The home that is the hub now calls by itself, the one that was asks it.
    assert three.desk.call_next().id == third.id
    until(lambda: place_of(site.first.store).under_hub)
    assert site.first.desk.call_next().id == first.id
    assert site.first.desk.issue("paspor_baru").number.startswith(f"A{three.store.identity.tag}")
    # And back: the home that was the hub first takes its place again, beside what still tells where it went.
    until(site.hub.left.is_set)
    site.move_to(site.first)
    assert (epoch(site.first.store), epoch(three.store)) == (3, 0)
    assert two.desk.issue("paspor_baru").number.startswith("A-")
    until(lambda: place_of(three.store).under_hub)
    assert three.desk.done().visit == 2
