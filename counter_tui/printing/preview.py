"""The same laid-out rows as text: what the screen shows of a slip."""

from collections.abc import Iterable, Iterator

from counter_tui.printing import qr_code
from counter_tui.printing.blocks import Align, Gap, Laid, Qr, Row

QUIET_MODULES = 2
"""Less than on paper, for the screen of 80 columns is narrow and its readers are near."""


def preview(rows: Iterable[Laid], columns: int) -> list[str]:
    """Return the document as lines of text; its QR is drawn in half-blocks, two modules a character row."""
    laid = list(rows)
    codes = [qr_lines(row.text) for row in laid if isinstance(row, Qr)]
    width = max([columns, *(len(code[0]) for code in codes)])
    return [line for row in laid for line in _lines(row, width)]


def qr_lines(text: str) -> list[str]:
    """Draw a QR code (error correction Q) in half-blocks; a filled block is a light module.

    So it reads on a dark terminal; a light one shows it the other way round, which readers accept too.
    """
    margin = [False] * QUIET_MODULES
    inner = [[*margin, *row, *margin] for row in qr_code.modules(text)]
    blank = [[False] * len(inner[0])] * QUIET_MODULES
    modules = [*blank, *inner, *blank]
    if len(modules) % 2:
        modules.append([False] * len(modules[0]))
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(modules[::2], modules[1::2], strict=True)
    return ["".join(blocks[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]


def _lines(row: Laid, width: int) -> Iterator[str]:
    match row:
        case Gap(count):
            yield from [""] * count
        case Qr(text):
            yield from (line.center(width).rstrip() for line in qr_lines(text))
        case Row():
            # Enlarged characters stand wider on paper, so the screen spaces them.
            words = " ".join(row.text) if row.size > 1 else row.text
            yield words.center(width).rstrip() if row.align is Align.CENTER else words
