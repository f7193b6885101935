"""Blocks as rows at a paper's width, wrapped between words and never within one that fits."""

import textwrap
from collections.abc import Iterable, Iterator

from counter_tui.printing.ascii import ascii_text
from counter_tui.printing.blocks import Block, Gap, Laid, Pair, Qr, Row, Rule, Signatures, Text

CUT = ".."
"""Ends a text that did not fit its rows."""
MOST_LINES = 99
ROW_DOTS, CHARACTER_DOTS = 34, 24
"""How far the paper moves for a row, and how high a character is, at 8 dots a millimetre."""
TALLEST_QR_DOTS = 600
"""More than the largest code takes with its margin."""
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


def height(rows: Iterable[Laid]) -> int:
    """Return how many dots of paper the rows take, no fewer than they will."""
    return sum(_height(row) for row in rows)


def _height(row: Laid) -> int:
    match row:
        case Gap(count):
            return count * ROW_DOTS
        case Qr():
            return TALLEST_QR_DOTS
        case _:
            return max(ROW_DOTS, row.size * CHARACTER_DOTS)


def _rows(block: Text, columns: int) -> Iterator[Row]:
    words = ascii_text(block.words)
    if not words:
        return
    size = max(1, min(block.size, columns // len(words)))
    for line in _wrapped(words, columns // size, block.lines):
        yield Row(line, size, block.bold, block.align)


def _wrapped(words: str, width: int, lines: int = MOST_LINES) -> list[str]:
    """Wrap between words into rows of even length, so that no word stands alone in the last one."""
    rows = _filled(words, width, lines)
    if len(rows) < 2:
        return rows
    for narrower in range(width - 1, width // 2, -1):
        fewer = _filled(words, narrower, lines)
        if len(fewer) > len(rows) or fewer[-1].endswith(CUT) or len(max(words.split(), key=len)) > narrower:
            break
        rows = fewer
    return rows


def _filled(words: str, width: int, lines: int) -> list[str]:
    return textwrap.wrap(words, width, max_lines=lines, placeholder=CUT, break_on_hyphens=False)


def _pair(block: Pair, columns: int) -> Iterator[Row]:
    label, value = ascii_text(block.label), ascii_text(block.value)
    if not value:
        return
    beside = columns - len(label) - 2
    if len(value) <= beside:
        values = [value]
    elif beside >= max(_NARROWEST_VALUE, *(len(word) for word in value.split())):
        values = _wrapped(value, beside)
    else:
        for line in _wrapped(label, columns):
            yield Row(line)
        label, values = "", _wrapped(value, columns)
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
