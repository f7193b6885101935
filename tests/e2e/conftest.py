"""What the end-to-end tests run as processes: centres, hubs, counters and their screens."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.e2e.installation import Centre, Hub, Installation
from tests.e2e.screen import RealScreen

LogIn = Callable[[Installation], RealScreen]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    """Return a running centre on its embedded store."""
    with closing(Centre(Installation(tmp_path / "centre"))) as running:
        running.start()
        yield running


@pytest.fixture
def centre_on_postgres(tmp_path: Path, postgres: str) -> Iterator[Centre]:
    """Return a running centre on the database of `postgres`."""
    with closing(Centre(Installation(tmp_path / "centre"), postgres)) as running:
        running.start()
        yield running


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """Return a running hub on the home of counter 1."""
    home = Installation(tmp_path / "hub")
    home.ask("setup", "--office", "PLG", "--site", "utama", "--counter", "1", "--printer", "virtual")
    with closing(Hub(home)) as running:
        running.start()
        yield running


@pytest.fixture
def terminal(tmp_path: Path) -> Installation:
    """Return a counter that works alone, with today open."""
    home = Installation(tmp_path / "terminal")
    home.ask("setup", "--office", "PLG", "--site", "utama", "--counter", "3", "--printer", "virtual")
    return home


@pytest.fixture
def logged_in() -> Iterator[LogIn]:
    """Return what opens a counter's screen and logs its officer in; a screen that still runs is killed."""
    with ExitStack() as ending:

        def log_in(home: Installation) -> RealScreen:
            screen = RealScreen(home)
            ending.callback(_end, screen)
            screen.see("Masuk", "ctrl+q")
            screen.press(*home.variables["COUNTER_TUI_PIN"])
            screen.see("Antrean", "Keadaan")
            return screen

        yield log_in


def _end(screen: RealScreen) -> None:
    if screen.process.poll() is None:
        screen.kill()
