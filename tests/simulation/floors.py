"""What a thousand seeds must meet at least, so that no promise is held because nothing happened."""

from collections import Counter

THOUSAND = 1000
FLOORS = {
    "request lost": 1000,
    "answer lost": 1000,
    "duplicated": 1000,
    "reordered": 1000,
    "parted": 1000,
    "crash_between": 1000,
    "crash before commit": 1000,
    "crash after commit": 1000,
    "full disk": 1000,
    "jump_clock": 1000,
    "clone": 1000,
    "roll_back": 1000,
    "restore": 1000,
    "restore_server": 1000,
    "revoke": 1000,
    "promote": 1000,
    "concurrent edit": 5000,
}


def missed(seen: Counter[str], seeds: int) -> dict[str, int]:
    """Return what so many seeds met too rarely, with how often."""
    return {name: seen[name] for name, floor in FLOORS.items() if seen[name] * THOUSAND < floor * seeds}
