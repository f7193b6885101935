"""Any text in the 95 characters that every printer has."""

import unicodedata

_NAMED = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "‛": "'", "`": "'", "´": "'", "ʻ": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "·": "-", "•": "*", "…": "...",
        "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Œ": "OE", "œ": "oe", "Đ": "D", "đ": "d",
        "Ł": "L", "ł": "l", "ı": "i", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "€": "EUR", "№": "No",
    }
)  # fmt: skip


def ascii_text(text: str) -> str:
    """Return the text in printable ASCII on one line: accents dropped, the unknown as `?`, spaces single.

    Control characters vanish, so that no name can carry a printer command.
    """
    apart = unicodedata.normalize("NFKD", text.translate(_NAMED))
    kept = "".join(_plain(character) for character in apart)
    return " ".join(kept.split())


def _plain(character: str) -> str:
    if " " <= character <= "~":
        return character
    kind = unicodedata.category(character)
    if kind in {"Mn", "Me", "Mc", "Cf"}:
        return ""
    return " " if kind in {"Cc", "Zl", "Zp", "Zs"} else "?"
