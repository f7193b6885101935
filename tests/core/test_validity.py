"""Ten years for adults and the married, five for others, and the limits of a child of two nationalities."""

from datetime import date

import pytest

from counter_tui.core.validity import age, passport_years, valid_until

TODAY = date(2024, 9, 14)


@pytest.mark.parametrize(
    ("born", "married", "years"),
    [
        (date(2007, 9, 14), False, 10),
        (date(2007, 9, 15), False, 5),
        (date(2007, 9, 15), True, 10),
        (date(1960, 1, 1), False, 10),
        (date(2024, 9, 1), False, 5),
    ],
)
def test_a_passport_is_valid_ten_years_from_17_or_marriage_on(born: date, married: bool, years: int) -> None:
    assert passport_years(born, TODAY, married=married) == years


def test_a_child_of_two_nationalities_has_none_past_the_age_of_21() -> None:
    born = date(2006, 1, 10)
    assert valid_until(born, TODAY, married=False, dual_citizen=True) == date(2027, 1, 10)
    assert valid_until(born, TODAY, married=False) == date(2034, 9, 14)


def test_a_short_validity_is_not_lengthened_to_the_age_of_21() -> None:
    assert valid_until(date(2020, 1, 1), TODAY, married=False, dual_citizen=True) == date(2029, 9, 14)


def test_a_passport_issued_on_a_leap_day_ends_on_the_first_of_march() -> None:
    assert valid_until(date(2020, 1, 1), date(2024, 2, 29), married=False) == date(2029, 3, 1)


@pytest.mark.parametrize(
    ("on", "years"), [(date(2024, 2, 28), 23), (date(2024, 2, 29), 24), (date(2025, 3, 1), 25)]
)
def test_age_counts_whole_years(on: date, years: int) -> None:
    assert age(date(2000, 2, 29), on) == years
