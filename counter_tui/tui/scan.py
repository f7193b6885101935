"""Tells a scanner's burst from an officer's keys (SCREENS §2), without a screen or a clock of its own.

A scanner types: many characters in a few milliseconds, ended by a carriage return. Printable keys therefore
wait 35 ms for company. Six or more characters, not all alike, with a median gap below 30 ms are a scan and
never reach a binding; whatever else has waited goes on, in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Generic, TypeVar

K = TypeVar("K")

LEAST = 6
SLIP_LENGTH = 20
SLIP_PREFIX = "PS1:"
MOST_GAP = 0.030
"""Seconds: the median gap of a scan is below it."""
WAIT = 0.035
"""Seconds that a printable key waits for company."""
BURST_WAIT = 0.150
"""Seconds that a burst waits for its end: nobody holds a key back here, and some scanners pause."""
TERMINATORS = ("enter", "ctrl+j")


class ScanKind(StrEnum):
    """A pickup slip, or any shorter code: a booking, a number."""

    SLIP = "slip"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner or the clipboard brought."""

    kind: ScanKind
    text: str


def classify(text: str) -> ScanKind:
    """Tell a slip from a code: twenty characters and more, or the slip's prefix."""
    if len(text) >= SLIP_LENGTH or text.upper().startswith(SLIP_PREFIX):
        return ScanKind.SLIP
    return ScanKind.CODE


def pasted(text: str) -> Scan | None:
    """Return the scan in a paste, or None when it is too short or has several lines."""
    clean = text.strip()
    if len(clean) < LEAST or "\n" in clean or "\r" in clean:
        return None
    return Scan(classify(clean), clean)


@dataclass(frozen=True, slots=True)
class Press(Generic[K]):
    """One key: its Textual name, its character if printable, its moment in seconds, and the event itself."""

    key: str
    character: str
    at: float
    event: K


class Gate(Generic[K]):
    """Holds printable keys back until it is known whether they are a burst.

    `press` and `expire` return what may go on, in order: presses and scans. While `waiting` is not None the
    caller calls `expire` after so many seconds without a key.
    """

    def __init__(self) -> None:
        self._held: list[Press[K]] = []
        self._swallow_until = float("-inf")

    @property
    def waiting(self) -> float | None:
        """Seconds until the held keys are let go; None when nothing is held."""
        if not self._held:
            return None
        return BURST_WAIT if _is_burst(self._held) else WAIT

    def press(self, press: Press[K]) -> list[Press[K] | Scan]:
        """Take a key and return what may go on now."""
        late = self._held and press.at - self._held[-1].at > (self.waiting or WAIT)
        before = self.expire() if late else []
        return before + self._take(press)

    def expire(self) -> list[Press[K] | Scan]:
        """Let go what is held: a scan when it is a burst, else key by key."""
        held, self._held = self._held, []
        if _is_burst(held):
            return [_scan(held)]
        return list(held)

    def _take(self, press: Press[K]) -> list[Press[K] | Scan]:
        if press.key in TERMINATORS:
            return self._end(press)
        if not press.character or (press.character == " " and not self._held):
            return [*self.expire(), press]
        self._held.append(press)
        if len(self._held) >= LEAST and _alike(self._held):
            return self.expire()
        return []

    def _end(self, press: Press[K]) -> list[Press[K] | Scan]:
        if not self._held:
            if press.key == "ctrl+j" and press.at <= self._swallow_until:
                return []
            return [press]
        if not _is_burst(self._held):
            return [*self.expire(), press]
        self._swallow_until = press.at + BURST_WAIT
        return self.expire()


def _is_burst(presses: Sequence[Press[K]]) -> bool:
    if len(presses) < LEAST or _alike(presses):
        return False
    gaps = [after.at - before.at for before, after in pairwise(presses)]
    return median(gaps) < MOST_GAP


def _alike(presses: Sequence[Press[K]]) -> bool:
    return len({press.character for press in presses}) == 1


def _scan(presses: Sequence[Press[K]]) -> Scan:
    text = "".join(press.character for press in presses)
    return Scan(classify(text), text)
