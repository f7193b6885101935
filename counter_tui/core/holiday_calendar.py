"""Indonesia's holidays: public ones and *cuti bersama*, and what an office knows better.

Dates come from PyPI `holidays`, imported when first asked for because that takes 40 ms. It knows cuti
bersama for 2024 to 2027; later ones, and Eid dates that are estimates there, are the office's to correct.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=32)
def national_holidays(year: int) -> Mapping[date, str]:
    """Return a year's public holidays and days of cuti bersama with their Indonesian names."""
    from holidays import country_holidays

    return dict(country_holidays("ID", years=year, categories=("public", "government"), language="id"))


def office_holidays(years: Iterable[int], overrides: Mapping[date, bool] | None = None) -> frozenset[date]:
    """Return the days on which the office does not work, besides weekends.

    `overrides` says of a date whether it is a holiday; it wins over the national list.
    """
    national = {day for year in years for day in national_holidays(year)}
    changes = overrides or {}
    added = {day for day, closed in changes.items() if closed}
    return frozenset((national | added) - {day for day, closed in changes.items() if not closed})
