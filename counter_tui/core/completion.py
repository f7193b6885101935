"""How long documents that were incomplete (*berkas kurang*) may be completed: the office's limit, by date.

Sources conflict, 30 or 7 days [K14-K16]; after it the application counts as withdrawn [K6] (DOMAIN §2).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import msgspec


class CompletionLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many calendar days, in force for what is sent back on `since` or later."""

    days: Annotated[int, msgspec.Meta(ge=1, le=366)]
    since: date = date.min


def last_day(sent_back: date, limits: Sequence[CompletionLimit]) -> date | None:
    """Return the last day to complete what was sent back on a day; None where no limit is in force yet."""
    begun = [one for one in limits if one.since <= sent_back]
    if not begun:
        return None
    return sent_back + timedelta(days=max(begun, key=lambda one: one.since).days)
