"""Working days and promised dates, by the vectors of the domain notes (§12)."""

from datetime import date, timedelta

import pytest

from counter_tui.core.catalogue import builtin
from counter_tui.core.holiday_calendar import national_holidays, office_holidays
from counter_tui.core.workdays import add_workdays, is_workday, promised_date

HOLIDAYS = office_holidays(range(2024, 2028))


@pytest.mark.parametrize(
    ("start", "three", "four"),
    [
        (date(2024, 6, 14), date(2024, 6, 21), date(2024, 6, 24)),
        (date(2024, 6, 19), date(2024, 6, 24), date(2024, 6, 25)),
        (date(2024, 6, 20), date(2024, 6, 25), date(2024, 6, 26)),
    ],
)
def test_three_and_four_working_days_around_eid_2024(start: date, three: date, four: date) -> None:
    assert add_workdays(start, 3, HOLIDAYS) == three
    assert add_workdays(start, 4, HOLIDAYS) == four


@pytest.mark.parametrize(("year", "workdays"), [(2024, 238), (2025, 237), (2026, 240), (2027, 242)])
def test_the_working_days_of_a_year(year: int, workdays: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=place) for place in range(366))
    assert sum(is_workday(day, HOLIDAYS) for day in days if day.year == year) == workdays


def test_a_weekend_session_starts_the_promise_but_is_no_working_day() -> None:
    saturday = date(2024, 9, 14)
    sla = builtin().sla("paspor_baru", saturday)
    assert not is_workday(saturday, HOLIDAYS)
    # Monday the 16th is Maulid: Tuesday is the first working day.
    assert promised_date(sla, saturday, HOLIDAYS) == date(2024, 9, 20)


def test_a_same_day_service_is_promised_for_the_day_itself() -> None:
    saturday = date(2024, 9, 14)
    assert promised_date(builtin().sla("percepatan", saturday), saturday, HOLIDAYS) == saturday


def test_nothing_is_promised_without_a_standard() -> None:
    assert promised_date(None, date(2024, 9, 14), HOLIDAYS) is None


def test_cuti_bersama_is_a_holiday() -> None:
    assert date(2024, 6, 18) in national_holidays(2024)


def test_an_office_can_add_and_strike_a_holiday() -> None:
    local, eid_leave = date(2024, 9, 17), date(2024, 6, 18)
    corrected = office_holidays([2024], {local: True, eid_leave: False})
    assert not is_workday(local, corrected)
    assert is_workday(eid_leave, corrected)
