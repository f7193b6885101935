"""The name of a shelf (*rak*): short, so that it says where a passport lies and never whose it is.

It stands in events, which hold no personal data (DESIGN §2).
"""

import re

LONGEST = 8
_LABEL = re.compile(r"[A-Z0-9][A-Z0-9. -]*")
_WORD = re.compile(r"[A-Z]{4}")


def shelf_label(text: str) -> str | None:
    """Return a shelf as it is kept: `C-14` for ` c-14`, empty for none; None for what is no shelf.

    At most 8 letters, digits, dots, hyphens and spaces, with a digit unless it is one or two letters, and
    no word of four letters: a name is refused.
    """
    label = " ".join(text.upper().split())
    if not label:
        return ""
    if len(label) > LONGEST or not _LABEL.fullmatch(label) or _WORD.search(label):
        return None
    return label if len(label) <= 2 or any(sign.isdigit() for sign in label) else None
