"""How old somebody is, and how long a passport may be valid (DOMAIN §3)."""

from datetime import date

ADULT_AGE = 17
DUAL_CITIZEN_AGE = 21


def age(born: date, on: date) -> int:
    """Return whole years on a day; a birthday on 29 February is kept on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def passport_years(born: date, on: date, *, married: bool) -> int:
    """Return 10 from the age of 17 or when married, otherwise 5 (Permenkumham 18/2022, [K30])."""
    return 10 if married or age(born, on) >= ADULT_AGE else 5


def valid_until(born: date, issued: date, *, married: bool, dual_citizen: bool = False) -> date:
    """Return the last day of a passport issued on a day.

    A child of two nationalities never holds one past the age of 21 [K31].
    """
    end = _later(issued, passport_years(born, issued, married=married))
    return min(end, _later(born, DUAL_CITIZEN_AGE)) if dual_citizen else end


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
