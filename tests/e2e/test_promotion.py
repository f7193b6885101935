"""A hub is lost and a terminal is promoted: real processes go on with one queue; the old hub steps down."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.installation import Actions, Hub, Installation, Json
from tests.patience import until

pytestmark = pytest.mark.long


@pytest.fixture
def terminals(hub: Hub, tmp_path: Path) -> list[Installation]:
    """Return counters 2, 3 and 4, enrolled at the hub and up to date."""
    homes = [Installation(tmp_path / name) for name in ("second", "third", "fourth")]
    for number, home in enumerate(homes, start=2):
        hub.equip(home, str(number), printer="virtual")
    for home in homes:
        home.ask("sync", "--once")
    return homes


@contextmanager
def promoted(home: Installation) -> Iterator[Hub]:
    """Promote a terminal; its hub runs meanwhile."""
    with closing(Hub(home, options=("--promote", "--old-hub-is-off"))) as running:
        running.start()
        yield running


def queue(home: Installation) -> list[str]:
    """Return the numbers that wait, as a terminal knows them after it asked its hub."""
    home.command("sync", "--once")
    return [row["number"] for row in home.ask("queue")["waiting"]]


def in_touch(home: Installation) -> bool:
    """Return whether a terminal exchanges with a hub now."""
    return home.command("sync", "--once").returncode == 0


def called(home: Installation) -> Json:
    """Call the next number at a terminal, once its hub has one to call."""
    found: Json = {}

    def one() -> bool:
        done = home.command("do", "call-next", "--json")
        if done.returncode == 0:
            found.update(home.answer(done))
        return done.returncode == 0

    until(one)
    return found


def test_a_promoted_terminal_calls_what_waited_at_the_lost_hub_and_the_others_follow(
    hub: Hub, terminals: list[Installation]
) -> None:
    second, third, fourth = terminals
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    assert queue(second) == ["A-001"]
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    assert queue(third) == ["A-001", "A-002"]
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    # Only this one has heard of the last number when the hub is lost.
    assert queue(fourth) == ["A-001", "A-002", "A-003"]
    hub.stop(kill=True)
    with promoted(third):
        for home in (second, fourth):
            until(partial(in_touch, home))
        numbers = {called(home)["number"] for home in (third, second, fourth)}
        assert numbers == {"A-001", "A-002", "A-003"}
        for home in terminals:
            assert home.ask("store", "check")["ok"]


def test_the_old_hub_steps_down_when_it_returns_and_brings_what_it_alone_has(
    hub: Hub, terminals: list[Installation]
) -> None:
    second, third, _fourth = terminals
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    queue(third)
    hub.stop(kill=True)
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    with promoted(third) as later:
        assert called(third)["number"] == "A-001"
        hub.start()
        until(lambda: queue(third) == ["A-002"])
        until(lambda: hub.home.ask("status")["role"] == "terminal")
        assert called(hub.home)["number"] == "A-002"
        assert hub.stop() == 0
        refused = hub.home.command("hub", "--port", "0")
        assert (refused.returncode, later.address in refused.stderr) == (1, True)
        checks = [home.ask("store", "check") for home in (hub.home, second, third)]
        assert all(check["ok"] for check in checks)


def test_nobody_is_promoted_while_the_hub_answers_or_unless_it_is_said_to_be_off(
    hub: Hub, terminals: list[Installation]
) -> None:
    second = terminals[0]
    answers = second.command("hub", "--promote", "--old-hub-is-off", "--port", "0")
    hub.stop()
    unconfirmed = second.command("hub", "--promote", "--port", "0")
    assert (answers.returncode, unconfirmed.returncode) == (1, 1)
    assert second.ask("status")["role"] == "terminal"


def test_a_hub_that_runs_moves_to_a_terminal_while_the_others_call(
    hub: Hub, terminals: list[Installation]
) -> None:
    second, third, _fourth = terminals
    with closing(Actions(hub.home)) as here:
        issued = [here.ask("issue --service pengambilan")["number"] for _ in range(6)]
    queue(third)
    served: list[str] = []
    with closing(Actions(second)) as desk, closing(Hub(third, options=("--take-over",))) as later:
        moving = threading.Thread(target=later.start)
        moving.start()
        while moving.is_alive() and len(served) < len(issued) - 2:
            serve(desk, served)
        moving.join()
        serve(desk, served)
        roles = [home.ask("status")["role"] for home in (hub.home, third)]
        assert roles == ["terminal", "hub"]
        served.append(called(hub.home)["number"])
        while len(served) < len(issued):
            serve(desk, served)
        assert sorted(served) == issued
        assert third.ask("do", "checks")["checks"] == []
        assert hub.stop() == 0


def serve(desk: Actions, served: list[str]) -> None:
    """Call and serve one number, through whichever hub there is."""
    call = desk.ask("call-next")
    assert "number" in call, call
    served.append(call["number"])
    assert desk.ask("done")["status"] == "finished"


def test_a_hub_that_moved_to_another_address_is_found_again_by_its_terminals(
    hub: Hub, terminals: list[Installation]
) -> None:
    second = terminals[0]
    hub.home.ask("do", "issue", "--service", "paspor_baru")
    before, hub.port = hub.port, 0
    hub.stop()
    hub.start()
    assert hub.port != before
    until(lambda: queue(second) == ["A-001"])
    assert second.ask("sync", "--once")["unsynced"] == 0
