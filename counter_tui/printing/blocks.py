"""What a document is made of, and the rows that it becomes at a paper's width."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from counter_tui.printing.ascii import ascii_text


class Align(StrEnum):
    """Where a row stands on the paper."""

    LEFT = "left"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that wrap at the paper's width, at most `lines` rows; what does not fit ends in `..`.

    `size` is the largest wanted enlargement, 1 to 8: enlarged words shrink until they fit one row.
    """

    words: str
    size: int = 1
    bold: bool = False
    align: Align = Align.CENTER
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank rows."""

    rows: int = 1


Block = Text | Qr | Gap


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ASCII that fits the paper at this size."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT


Laid = Row | Qr | Gap


def lay_out(blocks: Iterable[Block], columns: int) -> Iterator[Laid]:
    """Yield what stands on paper of so many columns, top to bottom; an empty text takes no row."""
    for block in blocks:
        if isinstance(block, Text):
            yield from _rows(block, columns)
        else:
            yield block


def _rows(block: Text, columns: int) -> Iterator[Row]:
    words = ascii_text(block.words)
    if not words:
        return
    size = max(1, min(block.size, columns // len(words)))
    for line in _wrapped(words, columns // size, block.lines):
        yield Row(line, size, block.bold, block.align)


def _wrapped(words: str, width: int, lines: int) -> list[str]:
    return textwrap.wrap(words, width, max_lines=lines, placeholder="..", break_on_hyphens=False)
