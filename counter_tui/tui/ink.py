"""Lines of text in theme tokens: the small words with which every pane is painted.

A line is a Textual `Content`; styles are strings such as `"bold $primary"`. Names come in as plain strings
and are never read as markup.
"""

from textual.content import Content

QUIET = "$quiet"
STRONG = "bold $foreground"
KEY = "bold $primary"

BLANK = Content("")


def say(*parts: str | Content | tuple[str, str]) -> Content:
    """Join plain strings, styled `(text, style)` pairs and lines into one line."""
    return Content.assemble(*parts)


def quiet(text: str) -> Content:
    """Return secondary text."""
    return Content.styled(text, QUIET)


def strong(text: str) -> Content:
    """Return text of the first rank."""
    return Content.styled(text, STRONG)


def fit(line: Content, width: int) -> Content:
    """Return the line in exactly `width` cells, cut with an ellipsis or padded."""
    if width <= 0:
        return BLANK
    return line.truncate(width, ellipsis=True, pad=True)


def spread(left: Content, right: Content, width: int) -> Content:
    """Put one line at the left edge and one at the right; the left one gives way."""
    room = width - right.cell_length
    if room < 1:
        return fit(right, width)
    return say(fit(left, room), right)


def right(line: Content, width: int) -> Content:
    """Return the line at the right edge of `width` cells."""
    return say(" " * max(0, width - line.cell_length), fit(line, min(width, line.cell_length)))


def key(name: str, label: str) -> Content:
    """Return a key beside what it does, `u urungkan`."""
    return say((name, KEY), " ", label)
