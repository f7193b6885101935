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


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the left and its value at the right; what does not fit beside it stands below.

    A value without a label continues the one above.
    """

    label: str
    value: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room to sign above each caption: side by side where the paper is wide, else one below the other."""

    captions: tuple[str, ...]


Block = Text | Qr | Gap | Pair | Rule | Signatures


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ASCII that fits the paper at this size."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT


Laid = Row | Qr | Gap

SIGNING_ROWS = 2
"""Blank rows above a signature's line: about 9 mm."""
SIDE_BY_SIDE_FROM = 40
"""Columns from which two people sign beside each other."""
_NARROWEST_VALUE = 12


def lay_out(blocks: Iterable[Block], columns: int) -> Iterator[Laid]:
    """Yield what stands on paper of so many columns, top to bottom; an empty text takes no row."""
    for block in blocks:
        match block:
            case Text():
                yield from _rows(block, columns)
            case Pair():
                yield from _pair(block, columns)
            case Rule():
                yield Row("-" * columns)
            case Signatures():
                yield from _signatures(block, columns)
            case _:
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


def _pair(block: Pair, columns: int) -> Iterator[Row]:
    label, value = ascii_text(block.label), ascii_text(block.value)
    if not value:
        return
    beside = columns - len(label) - 2
    if len(value) <= beside + 1:
        values = [value]
    elif beside >= max(_NARROWEST_VALUE, *(len(word) for word in value.split())):
        values = textwrap.wrap(value, beside, break_on_hyphens=False)
    else:
        for line in textwrap.wrap(label, columns):
            yield Row(line)
        label, values = "", textwrap.wrap(value, columns, break_on_hyphens=False)
    for line in values:
        yield Row(label + line.rjust(columns - len(label)), bold=block.bold)
        label = ""


def _signatures(block: Signatures, columns: int) -> Iterator[Laid]:
    captions = [ascii_text(caption) for caption in block.captions]
    beside = len(captions) if columns >= SIDE_BY_SIDE_FROM else 1
    width = columns // beside
    for first in range(0, len(captions), beside):
        group = captions[first : first + beside]
        yield Gap(SIGNING_ROWS)
        yield Row("".join(("." * (width - 4)).center(width) for _caption in group).rstrip())
        yield Row("".join(caption.center(width) for caption in group).rstrip())
