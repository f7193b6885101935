"""Hours are said as the language of the screen says them."""

from collections.abc import Iterator

import pytest

from counter_tui import language
from counter_tui.desk.local_time import clock_text, hour_text

QUARTER_PAST_NINE = 1_726_280_100_000
"""14 September 2024, 09.15 in Jakarta."""


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English for one test."""
    language.use("en")
    yield
    language.use("id")


def test_an_hour_has_a_point_in_indonesian() -> None:
    assert (hour_text("09:15"), clock_text(QUARTER_PAST_NINE, "Asia/Jakarta")) == ("09.15", "09.15")


@pytest.mark.usefixtures("english")
def test_an_hour_has_a_colon_in_english() -> None:
    assert (hour_text("09:15"), clock_text(QUARTER_PAST_NINE, "Asia/Jakarta")) == ("09:15", "09:15")
