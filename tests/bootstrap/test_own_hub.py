"""The screen of a hub's computer misses its hub, and runs it again where it had started it."""

import subprocess
from collections.abc import Iterator
from contextlib import closing

import pytest

from counter_tui.bootstrap import hub_process
from counter_tui.bootstrap.own_hub import OwnHub
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.store import keys
from tests import ports
from tests.bootstrap.running_hub import running
from tests.patience import until


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    found: list[subprocess.Popen[bytes]] = []
    yield found
    for process in found:
        process.kill()
        process.wait()


def test_a_hub_that_the_screen_started_is_started_again_when_it_dies(
    home: Home, started: list[subprocess.Popen[bytes]]
) -> None:
    order = hub_process.Order(
        folder=str(home.folder), key=keys.unlock(home.keys).hex(), host="127.0.0.1", port=0
    )
    own = OwnHub(home, lambda: True, lambda: started.append(hub_process.start(order)))
    home.change(keeps_hub=True)
    own.start()
    until(lambda: len(started) == 1 and not own.missing)
    started[0].kill()
    started[0].wait()
    until(lambda: len(started) == 2 and not own.missing)
    own.stop()
    assert started[1].poll() is None


def test_a_hub_that_runs_as_a_service_is_missed_until_that_runs_it_again(home: Home) -> None:
    with ports.keep() as held:
        port = ports.number(held)
        with running(home, port=port):
            pass
        with closing(Terminal(home)) as terminal:
            terminal.start_looking_after_hub()
            until(lambda: terminal.front.status_view().sync.state == "hub_missing")
            with running(home, port=port):
                until(lambda: terminal.front.status_view().sync.state != "hub_missing")


def test_settings_that_cannot_be_read_for_a_moment_are_no_end_of_looking(home: Home) -> None:
    text = home.settings_file.read_text()
    home.settings_file.write_text("[[")
    looks: list[bool] = []

    def is_hub() -> bool:
        looks.append(True)
        home.settings_file.write_text(text if len(looks) == 2 else "[[")
        return True

    own = OwnHub(home, is_hub, lambda: None)
    own.start()
    until(lambda: own.missing)
    own.stop()
    assert len(looks) >= 2
