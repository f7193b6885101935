"""The business day and what an earlier one left open."""

import msgspec


class LeftoverRow(msgspec.Struct, frozen=True):
    """One number of an earlier business day that nobody ended."""

    id: str
    number: str
    day: str
    service_name: str
    status: str


class DayView(msgspec.Struct, frozen=True):
    """The business day: `today` by the site's zone, `day` the open one or None, what stayed open before."""

    today: str
    day: str | None
    leftovers: tuple[LeftoverRow, ...]
