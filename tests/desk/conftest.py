"""A counter at work: the store is made once with its officer and open day, then copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.store.create import create
from tests.desk.office import KEY, ME, Office, prepare


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a store with one officer and an open business day."""
    path = tmp_path_factory.mktemp("office") / "journal.db"
    create(path, KEY, ME).close()
    prepare(path)
    return path


@pytest.fixture
def office(tmp_path: Path, new_store: Path) -> Iterator[Office]:
    path = tmp_path / "journal.db"
    shutil.copy(new_store, path)
    found = Office(path)
    yield found
    found.store.close()
