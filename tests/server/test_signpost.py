"""A hub that gets another address while it runs: its announcement and its home's settings go along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import setup
from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.server.hub import announcing, signpost
from counter_tui.server.hub.opening import Opened, opened
from counter_tui.sync.signing import verify
from tests.patience import until

BEFORE, AFTER = "https://127.0.0.1:8441", "https://127.0.0.1:8442"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "loket1")
    answers = setup.Answers(office="PLG", site="utama", counter="1", guard="file", login="dewi", pin="482913")
    setup.set_up(home, answers)
    home.change(serves=BEFORE)
    return home


@pytest.fixture
def running(home: Home) -> Iterator[Opened]:
    """The home as a hub that was announced at its address before."""
    with opened(home) as found:
        announcing.announce(found, BEFORE, "certificate")
        yield found


def announced(running: Opened) -> HubAnnouncement:
    """Return where the hub is by its own, signed word."""
    chain = announcing.told(running.store)
    trusted = frozenset({running.identity.key.public})
    (found,) = hub_announcement.led_to(chain, trusted=trusted, office="PLG", site="utama", verify=verify)
    return found


def test_what_a_hub_announces_follows_it_to_another_address(home: Home, running: Opened) -> None:
    sign = signpost.sign(running, home, BEFORE, "certificate", lambda: AFTER)
    sign.start()
    try:
        until(lambda: home.settings().serves == AFTER)
        assert announced(running).address == AFTER
    finally:
        sign.stop()


def test_a_hub_that_lost_its_network_stays_announced_where_it_was(home: Home, running: Opened) -> None:
    asked: list[bool] = []

    def nowhere() -> str:
        asked.append(True)
        return ""

    sign = signpost.sign(running, home, BEFORE, "certificate", nowhere)
    sign.start()
    until(lambda: bool(asked))
    sign.stop()
    assert (home.settings().serves, announced(running).address) == (BEFORE, BEFORE)
