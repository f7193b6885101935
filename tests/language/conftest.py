"""Tests of the languages leave Indonesian behind them."""

from collections.abc import Iterator

import pytest

from counter_tui import language


@pytest.fixture(autouse=True)
def _indonesian_again() -> Iterator[None]:
    yield
    language.use("id")
