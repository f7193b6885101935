"""What every test of this room begins with: nobody is named by the environment; and homes set up for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.bootstrap import setup
from counter_tui.config import Home
from tests.bootstrap.hub_site import Counter, Site, answers, site


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COUNTER_TUI_PASSPHRASE", "COUNTER_TUI_OFFICER", "COUNTER_TUI_PIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return the home of counter 1, where officer dewi opened the day."""
    found = Home(tmp_path / "loket1")
    setup.set_up(found, answers("1"))
    return found


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Site]:
    """Return a site whose hub runs."""
    with site(tmp_path) as found:
        yield found


@pytest.fixture
def two(running: Site) -> Counter:
    """Return counter 2, a terminal of the hub."""
    return running.counter("2")


@pytest.fixture
def three(running: Site) -> Counter:
    """Return counter 3, another one."""
    return running.counter("3")
