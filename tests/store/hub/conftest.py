"""The other computer of these tests: a terminal of the hub."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.store.create import create
from counter_tui.store.store import Store
from tests.store.people import KEY, ME


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Store]:
    """Return another device of the same office."""
    other = replace(ME, device="d2", epoch=99, counter="4", tag="4", plain=False)
    with closing(create(tmp_path / "terminal" / "journal.db", KEY, other)) as store:
        yield store
