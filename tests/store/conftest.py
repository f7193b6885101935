"""Stores for the tests of this room: made once with all migrations, then copied."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_tui.store.create import create
from counter_tui.store.store import Store
from tests.store.people import KEY, ME


class Clock:
    """A wall clock that stands until it is moved; UTC milliseconds."""

    def __init__(self) -> None:
        self.ms = 1_790_000_000_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "journal.db"
    create(path, KEY, ME).close()
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    """Return the path of a new empty store."""
    path = tmp_path / "home" / "journal.db"
    path.parent.mkdir()
    shutil.copy(template, path)
    return path


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    store = Store.open(path, KEY, now=clock)
    yield store
    store.close()


@pytest.fixture
def reopen(path: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Return what opens the same store again, as another process would."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store.open(path, KEY, now=clock))
        return opened[-1]

    yield again
    for store in opened:
        store.close()
