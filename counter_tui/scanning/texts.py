"""What a scanner read, as whole texts: a slip (resi) or a code at once, anything else with all its lines."""

import re

from counter_tui.core.slip import PREFIX

LEAST = 6
"""Characters: a shorter text is a slipped finger or a plug's noise, never a code of ours."""
LONGEST = 1000
"""Characters: a slip has fewer than 180; of a longer text its beginning is enough to say what it is not."""

_CODE = re.compile(r"[A-Za-z0-9-]+")
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z](?=.)")
"""An AIM identifier such as `]Q1`, which some scanners put before what they read."""


def is_slip(text: str) -> bool:
    """Return whether a text calls itself a slip; letters count in either case (Caps Lock)."""
    return text[: len(PREFIX)].upper() == PREFIX


def could_be_ours(text: str) -> bool:
    """Return whether a text is a slip or has the letters of a booking's code, a number or an application."""
    return is_slip(text) or _CODE.fullmatch(text) is not None


class Lines:
    """Puts the lines that a scanner sends one after another together.

    A line that could be ours is a text of its own, at once. Any other may be the first of several, as those
    of a business card are: it waits for `rest`, so that a foreign code of ten lines is answered once.
    """

    def __init__(self) -> None:
        self._foreign: list[str] = []

    @property
    def waiting(self) -> bool:
        """Whether a foreign text may have more lines."""
        return bool(self._foreign)

    def end(self, line: str) -> list[str]:
        """Take a line that has ended and return the texts that are whole now."""
        text = _SYMBOLOGY.sub("", line, count=1) if line.startswith("]") else line
        if self._foreign and not is_slip(text):
            if sum(map(len, self._foreign)) < LONGEST:
                self._foreign.append(text)
            return []
        before = self.rest()
        if could_be_ours(text):
            return [*before, text]
        self._foreign = [text]
        return before

    def rest(self) -> list[str]:
        """Return what waited for more lines, now that none comes."""
        lines, self._foreign = self._foreign, []
        return ["\n".join(lines)[:LONGEST]] if lines else []
