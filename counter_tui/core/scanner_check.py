"""Whether a scanner reads every character of a slip: the scan of the self-test page (lembar uji), judged.

A scanner that types sends key strokes for the keyboard it believes in. Under another layout the same strokes
give other characters, a dead key swallows its neighbour, and some scanners drop spaces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from counter_tui.core.base45 import BASE45
from counter_tui.core.slip import PREFIX

LEAST_LENGTH, MOST_LENGTH = 30, 60
"""Characters of what may still be the page's 45: dead keys take some away or put some in."""
LEAST_ALIKE = 18
"""Characters in their places: the French layout, which moves the digits too, leaves 23 of 45."""
SLIP_LENGTH = 100
"""Characters that every slip has, whatever the layout made of them."""


@dataclass(frozen=True, slots=True)
class ScannerCheck:
    """What became of the page's characters.

    `wrong` pairs a printed character with what arrived for it (empty: nothing did), in printed order;
    `swapped_case` says that capitals arrived small, as under Caps Lock, which harms no slip.
    """

    wrong: tuple[tuple[str, str], ...]
    swapped_case: bool

    @property
    def right(self) -> bool:
        """Whether every slip will arrive whole."""
        return not self.wrong

    @property
    def lost(self) -> tuple[str, ...]:
        """The characters for which nothing arrived."""
        return tuple(printed for printed, arrived in self.wrong if not arrived)


def check(text: str) -> ScannerCheck | None:
    """Judge a scanned text; None when it is not the self-test page, however it was mangled."""
    heard = text.strip("\r\n")
    if not LEAST_LENGTH <= len(heard) <= MOST_LENGTH:
        return None
    wrong = tuple(_pairs("".join(letter.upper() if letter.isascii() else letter for letter in heard)))
    if len(BASE45) - len(wrong) < LEAST_ALIKE:
        return None
    letters = [letter for letter in heard if letter.isalpha() and letter.isascii()]
    return ScannerCheck(wrong, bool(letters) and all(letter.islower() for letter in letters))


def mangled_slip(text: str) -> bool:
    """Return whether a text is as long as a slip and begins almost as one: its scanner wants checking."""
    begins = text[:2].upper() == PREFIX[:2] and text[: len(PREFIX)].upper() != PREFIX
    return begins and len(text) >= SLIP_LENGTH


def _pairs(heard: str) -> Iterator[tuple[str, str]]:
    if len(heard) == len(BASE45):
        yield from (
            (printed, arrived) for printed, arrived in zip(BASE45, heard, strict=True) if printed != arrived
        )
        return
    for tag, start, end, heard_start, heard_end in SequenceMatcher(
        None, BASE45, heard, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        arrived = heard[heard_start:heard_end]
        yield from ((printed, arrived[place : place + 1]) for place, printed in enumerate(BASE45[start:end]))
