"""Working days (*hari kerja*): what a promise counts. Weekend sessions serve people but do not count.

Holidays are passed in as a set of dates; `holiday_calendar` makes that set.
"""

from collections.abc import Collection
from datetime import date, timedelta

from counter_tui.core.catalogue import Sla

SATURDAY = 5


def is_workday(day: date, holidays: Collection[date]) -> bool:
    """Return whether a day is Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_workdays(start: date, days: int, holidays: Collection[date]) -> date:
    """Return the day that is so many working days after `start`, which itself never counts.

    With 0 days it is `start`, also when that is a weekend session (same-day service).
    """
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_workday(day, holidays)
    return day


def promised_date(sla: Sla | None, started: date, holidays: Collection[date]) -> date | None:
    """Return the day promised on the slip, or None for a service that promises none."""
    return None if sla is None else add_workdays(started, sla.working_days, holidays)
