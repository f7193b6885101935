"""Days of a report (tanggal laporan) as people type them, and the moments at which they begin and end."""

from datetime import date, timedelta

from counter_tui.core.refusal import Refused
from counter_tui.core.zones import moment
from counter_tui.language import _

YEARS = range(1970, 2200)
"""Years in which something can have been written: moments are counted from 1970."""


def read(text: str) -> date:
    """Return an ISO day; refused for what is none, or lies where nothing was ever written."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _unread() from error
    if day.year not in YEARS:
        raise _unread()
    return day


def span(first: date, last: date, zone: str) -> tuple[int, int]:
    """Return when the first day begins at the site and the last one is over, in UTC milliseconds."""
    after = last + timedelta(days=1)
    return moment(first.isoformat(), "00:00", zone), moment(after.isoformat(), "00:00", zone)


def _unread() -> Refused:
    return Refused(_("Tanggal itu tidak terbaca. Tulis seperti 2024-09-14."), code="day")
