"""Ticket numbers (*nomor antrean*): labels of a business day, taken from blocks that are granted once.

A block is stored before its first number is used and never granted again; a restored store voids the
blocks that it holds, so a number that somebody may already have is never printed twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

BLOCK_SIZE = 50
HUB_TAGS = 40
"""How many tags a hub has for its terminals: hub 1 gives 41 to 80, hub 2 gives 81 to 120."""
LABEL = re.compile(r"([A-Z])([0-9]*)[- ]+([0-9]{1,6})|([A-Z])([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers from `first` to `last` of one series and business day; `used` is the last one taken."""

    series: str
    first: int
    last: int
    used: int = 0
    void: bool = False

    @property
    def left(self) -> int:
        """How many numbers can still be taken."""
        return 0 if self.void else self.last - max(self.used, self.first - 1)


def grant(series: str, highest: int, size: int = BLOCK_SIZE) -> Block:
    """Return the next block after the highest number ever granted for this series and business day."""
    return Block(series, highest + 1, highest + size, used=highest)


def take(blocks: Sequence[Block]) -> tuple[int, tuple[Block, ...]] | None:
    """Return the lowest free number and the blocks after taking it, or None when none is left."""
    free = [block for block in blocks if block.left]
    if not free:
        return None
    source = min(free, key=lambda block: block.first)
    number = max(source.used + 1, source.first)
    return number, tuple(replace(block, used=number) if block is source else block for block in blocks)


def void(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks as a restored store must see them: nothing left in any."""
    return tuple(replace(block, void=True) for block in blocks)


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
