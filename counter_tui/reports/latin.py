"""Text for the letters that every PDF reader has built in (Windows-1252), so that no font is shipped.

It holds all that Indonesian and most European names need. Another letter gives way to the one it is built
on (`ễ` to `e`); what has none becomes `?`, and the reader is told where the full text stands.
"""

import unicodedata

ENCODING = "windows-1252"
MISSING = "?"


def latin(text: str) -> str:
    """Return text in the letters that there are."""
    return "".join(_letter(sign) for sign in " ".join(text.split()))


def loses(text: str) -> bool:
    """Tell whether letters of a text become `?`."""
    return latin(text).count(MISSING) > text.count(MISSING)


def _letter(sign: str) -> str:
    if _known(sign):
        return sign
    base = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    if unicodedata.combining(sign):
        return ""
    return base if base and _known(base) else MISSING


def _known(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return text.isprintable()
