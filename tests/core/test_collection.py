"""A passport may be collected for one month or 30 days, as the office's dated setting says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.collection import (
    LONGEST_DAYS,
    SHORTEST_DAYS,
    CollectionLimit,
    expired,
    last_day,
)

MONTH = (CollectionLimit("1 month"),)
THIRTY = (CollectionLimit("30 days"),)
CHANGED = (CollectionLimit("1 month"), CollectionLimit("30 days", date(2024, 3, 1)))


@pytest.mark.parametrize(
    ("ready", "until"),
    [
        (date(2024, 9, 18), date(2024, 10, 18)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2023, 1, 28), date(2023, 2, 28)),
        (date(2024, 2, 29), date(2024, 3, 29)),
        (date(2024, 12, 31), date(2025, 1, 31)),
        (date(2024, 3, 31), date(2024, 4, 30)),
    ],
)
def test_one_month_ends_on_the_same_day_or_the_month_s_last(ready: date, until: date) -> None:
    assert last_day(ready, MONTH) == until


@pytest.mark.parametrize(
    ("ready", "until"),
    [(date(2024, 1, 31), date(2024, 3, 1)), (date(2023, 1, 31), date(2023, 3, 2))],
)
def test_thirty_days_are_counted(ready: date, until: date) -> None:
    assert last_day(ready, THIRTY) == until


@pytest.mark.parametrize("limits", [CHANGED, CHANGED[::-1]])
def test_the_limit_of_the_day_on_which_it_was_ready_holds(limits: tuple[CollectionLimit, ...]) -> None:
    assert last_day(date(2024, 2, 29), limits) == date(2024, 3, 29)
    assert last_day(date(2024, 3, 1), limits) == date(2024, 3, 31)


def test_before_the_first_limit_s_date_that_limit_holds() -> None:
    assert last_day(date(2023, 5, 31), (CollectionLimit("30 days", date(2024, 3, 1)),)) == date(2023, 6, 30)


def test_the_last_day_itself_is_still_in_time() -> None:
    ready = date(2024, 1, 31)
    assert not expired(ready, date(2024, 2, 29), MONTH)
    assert expired(ready, date(2024, 3, 1), MONTH)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([MONTH, THIRTY]))
def test_no_limit_is_shorter_or_longer_than_what_counting_relies_on(
    ready: date, limits: tuple[CollectionLimit, ...]
) -> None:
    assert SHORTEST_DAYS <= (last_day(ready, limits) - ready).days <= LONGEST_DAYS
