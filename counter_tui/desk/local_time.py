"""Moments and days as the officer reads them: `09.00`, `Rabu 18 Sep`."""

from datetime import date, time

from counter_tui.core.zones import local_time
from counter_tui.language import _


def clock_text(ms: int, zone: str) -> str:
    """Return the site's wall clock of a moment in UTC milliseconds: `09.00`, in English `09:00`."""
    return local_time(ms, zone).strftime(_("%H.%M"))


def hour_text(hour: str) -> str:
    """Return an hour as records keep it, `09:15`, in the language of the screen: `09.15`."""
    return time.fromisoformat(hour).strftime(_("%H.%M"))


def weekday_text(day: date) -> str:
    """Return `Rabu 18 Sep`."""
    days = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
    return f"{days[day.weekday()]} {day_text(day)}"


def day_text(day: date) -> str:
    """Return `18 Sep`."""
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("Mei"), _("Jun"))
    second = (_("Jul"), _("Agu"), _("Sep"), _("Okt"), _("Nov"), _("Des"))
    return f"{day.day} {(*first, *second)[day.month - 1]}"
