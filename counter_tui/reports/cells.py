"""Cells that a spreadsheet or a terminal must not take for more than text."""

import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet reads as the beginning of a formula when it opens a CSV file (OWASP, CSV injection)."""


def printable(text: str) -> str:
    """Return text in one line without control characters, which would move a terminal's cursor."""
    spaced = " ".join(text.split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co"))


def defused(text: str) -> str:
    """Return text that no spreadsheet computes: an apostrophe before what would begin a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide sign, none for a combining one."""
    return sum(_width(sign) for sign in text)


def cut(text: str, columns: int) -> str:
    """Return text in at most so many columns, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    kept, used = "", 0
    for sign in text:
        if used + _width(sign) > columns - 1:
            break
        kept, used = kept + sign, used + _width(sign)
    return f"{kept}…"[: max(columns, 0)]


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
