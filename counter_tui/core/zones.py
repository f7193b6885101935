"""The three times of Indonesia: WIB, WITA and WIT, which never change for summer."""

from datetime import datetime, timedelta, timezone
from functools import cache

import msgspec


class Zone(msgspec.Struct, frozen=True):
    """A site's zone: IANA name, what people call it, and hours ahead of UTC."""

    iana: str
    name: str
    hours: int


ZONES = {
    zone.iana: zone
    for zone in (
        Zone("Asia/Jakarta", "WIB", 7),
        Zone("Asia/Pontianak", "WIB", 7),
        Zone("Asia/Makassar", "WITA", 8),
        Zone("Asia/Jayapura", "WIT", 9),
    )
}


def find_zone(name: str) -> Zone:
    """Return the zone of an IANA name or of WIB, WITA, WIT in any case; ValueError for another."""
    wanted = name.strip().casefold()
    for zone in ZONES.values():
        if wanted in (zone.iana.casefold(), zone.name.casefold()):
            return zone
    raise ValueError(f"no zone of Indonesia: {name}")


def local_time(at_ms: int, zone: str) -> datetime:
    """Return the site's wall-clock time of a moment in UTC milliseconds."""
    return datetime.fromtimestamp(at_ms / 1000, _offset(zone))


def business_day(at_ms: int, zone: str) -> str:
    """Return the site's date of a moment, as ISO text: the business day that would open now."""
    return local_time(at_ms, zone).date().isoformat()


def moment(day: str, clock: str, zone: str) -> int:
    """Return the UTC milliseconds of `09.15` or `09:15` on an ISO date at the site; ValueError if neither."""
    hours, _, minutes = clock.strip().replace(".", ":").partition(":")
    start = datetime.fromisoformat(day).replace(tzinfo=_offset(zone))
    when = start.replace(hour=int(hours), minute=int(minutes or "0"))
    return int(when.timestamp() * 1000)


@cache
def _offset(zone: str) -> timezone:
    return timezone(timedelta(hours=find_zone(zone).hours))
