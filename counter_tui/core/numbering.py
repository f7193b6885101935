"""Ticket numbers (*nomor antrean*): labels of a business day, as they are printed and typed.

They are taken from blocks that are granted once (`store.numbers`).
"""

import re

BLOCK_SIZE = 50
HUB_TAGS = 40
"""How many tags a hub has for its terminals: hub 1 gives 41 to 80, hub 2 gives 81 to 120."""
LABEL = re.compile(r"([A-Z])([0-9]*)[- ]+([0-9]{1,6})|([A-Z])([0-9]{1,6})")


def label(series: str, number: int, digits: int = 3, tag: str = "") -> str:
    """Return `A-007`, or `A3-007` for a terminal that numbers under its own tag 3."""
    return f"{series}{tag}-{number:0{digits}d}"


def tags_of_hub(tag: str) -> range:
    """Return the tags that a hub with this tag gives to its terminals; other hubs of its office have others.

    A centre keeps them free, and a hub that has none gives the same ones.
    """
    first = int(tag) * HUB_TAGS + 1
    return range(first, first + HUB_TAGS)


def parse_label(text: str) -> tuple[str, str, int] | None:
    """Read what an officer types for a number: series, tag and number, or None when it is no number.

    `a7`, `A-7`, `A 007` and `A-007` are one number; a tag needs its hyphen (`a3-7`).
    """
    found = LABEL.fullmatch(text.strip().upper())
    if found is None:
        return None
    series, tag, number, bare_series, bare_number = found.groups()
    if bare_series is not None:
        return bare_series, "", int(bare_number)
    return series, tag, int(number)
