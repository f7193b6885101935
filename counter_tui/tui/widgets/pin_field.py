"""The six places of a PIN: what was typed is a dot, never a digit."""

from textual.content import Content

from counter_tui.tui.ink import KEY, QUIET, say

LENGTH = 6


def pin_dots(typed: int) -> Content:
    """Return `● ● ● ● _ _`."""
    filled = [Content.styled("●", KEY)] * typed
    empty = [Content.styled("_", QUIET)] * (LENGTH - typed)
    return say(Content(" ").join([*filled, *empty]))
