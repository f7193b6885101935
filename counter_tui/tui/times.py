"""Moments and spans as the screen writes them, in the zone of the site."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from counter_tui.language import _


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(ms: int, zone: str) -> datetime:
    """Return a UTC moment (milliseconds) on the site's wall clock."""
    return datetime.fromtimestamp(ms / 1000, _zone(zone))


def clock(ms: int, zone: str) -> str:
    """Return `09.14`, in English `09:14`."""
    return local(ms, zone).strftime(_("%H.%M"))


def clock_seconds(ms: int, zone: str) -> str:
    """Return `09.14.22`, in English `09:14:22`."""
    return local(ms, zone).strftime(_("%H.%M.%S"))


def short_date(ms: int, zone: str) -> str:
    """Return `14/9`."""
    moment = local(ms, zone)
    return f"{moment.day}/{moment.month}"


def full_date(ms: int, zone: str) -> str:
    """Return `14/9/24`, where the year may be another."""
    return f"{short_date(ms, zone)}/{local(ms, zone):%y}"


def iso_day(day: str) -> str:
    """Return an ISO date as `14 September 2024`; nothing for none."""
    if not day:
        return ""
    moment = datetime.fromisoformat(day)
    return f"{moment.day} {month(moment)} {moment.year}"


def long_date(ms: int, zone: str) -> str:
    """Return `Sabtu 14 September 2024`."""
    moment = local(ms, zone)
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday(moment), day=moment.day, month=month(moment), year=moment.year
    )


def weekday(moment: datetime) -> str:
    """Return the name of the day of the week."""
    names = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
    return names[moment.weekday()]


def month(moment: datetime) -> str:
    """Return the name of the month."""
    names = (
        *(_("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni")),
        *(_("Juli"), _("Agustus"), _("September"), _("Oktober"), _("November"), _("Desember")),
    )
    return names[moment.month - 1]


def stopwatch(ms: int) -> str:
    """Return a running time as `02:12`, or `1:02:12` from an hour on; never negative."""
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60:02d}:{rest % 60:02d}"


def countdown(ms: int) -> str:
    """Return what is left as `2:48`, rounded up so that 0:00 means over."""
    seconds = max(0, -(-ms // 1000))
    return f"{seconds // 60}:{seconds % 60:02d}"


def minutes(ms: int) -> int:
    """Return whole minutes gone by, never negative."""
    return max(0, ms) // 60_000
