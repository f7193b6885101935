"""How long a finished passport may lie uncollected (*belum diambil*): the office's limit, by date.

Ps 30 says 1 month ("1 bulan", [K13]); some offices count 30 days ([K22]): a dated setting (DOMAIN §2).
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

LONGEST_DAYS = 31
"""No limit gives more days than this."""
SHORTEST_DAYS = 28
"""No limit gives fewer: from 31 January to 28 February."""


class CollectionLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One limit, in force for passports that are ready on `since` or later."""

    limit: Literal["1 month", "30 days"]
    since: date = date.min


def last_day(ready: date, limits: Sequence[CollectionLimit]) -> date:
    """Return the last day to collect what is ready on a day; `limits` is not empty, in any order.

    Before the first limit's date that limit holds.
    """
    begun = [one for one in limits if one.since <= ready]
    held = max(begun, key=_since) if begun else min(limits, key=_since)
    return _month_after(ready) if held.limit == "1 month" else ready + timedelta(days=30)


def expired(ready: date, today: date, limits: Sequence[CollectionLimit]) -> bool:
    """Return whether what is ready on a day lies beyond its last day."""
    return today > last_day(ready, limits)


def _month_after(day: date) -> date:
    """Return the same day of the next month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _since(one: CollectionLimit) -> date:
    return one.since
