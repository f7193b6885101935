"""Centres that run as processes, for the end-to-end tests."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.installation import Centre, Hub, Installation


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
