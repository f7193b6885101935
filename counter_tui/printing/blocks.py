"""What a document is made of, and the rows that it becomes (see `layout`)."""

from dataclasses import dataclass
from enum import StrEnum


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
