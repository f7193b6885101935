"""Tells a scanner's burst from an officer's keys (SCREENS §2), without a screen or a clock of its own.

A scanner types: many characters in a few milliseconds, mostly ended by a carriage return. Printable keys
therefore wait for company. Six or more characters, not all alike, with a median gap below 30 ms are a scan
and never reach a binding; nor does what the scanner types right after it, such as the short lines of a
business card. Whatever else has waited goes on, in order.
"""

from bisect import insort
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from counter_tui.scanning.texts import LEAST, LONGEST, Lines
from counter_tui.tui.scan import Scan, scan_of

K = TypeVar("K")

MOST_GAP = 0.030
"""Seconds: the median gap of a scan is below it."""
LEAST_PACE, SLOWER = 0.005, 1.5
"""Seconds, and times the median gap: a key closer behind a scan is the scanner's, no hand's."""
LINE_FEED_WAIT = 0.150
"""Seconds after a scan in which a line feed still belongs to its carriage return."""
LINE_FEED = "ctrl+j"
TERMINATORS = ("enter", LINE_FEED, "tab")


class Patience(msgspec.Struct, frozen=True):
    """Seconds that a printable key waits for company, and a burst for its end."""

    alone: float = 0.035
    burst: float = 0.150
    """Nobody holds a key back here, and some scanners pause."""


AT_HAND = Patience()
FAR_AWAY = Patience(alone=0.100, burst=0.500)
"""For a keyboard at the far end of a network, which lets a burst arrive in clumps."""


def patience_of(environment: Mapping[str, str]) -> Patience:
    """Return the patience for whoever started the program: over SSH, or at this machine."""
    return FAR_AWAY if environment.get("SSH_CONNECTION") else AT_HAND


class Press(msgspec.Struct, Generic[K], frozen=True):
    """One key: its Textual name, its character if printable, its moment in seconds, and the event itself."""

    key: str
    character: str
    at: float
    event: K


class _Run(Generic[K]):
    """Printable keys that came close together; `machine` is known when they follow a scan."""

    def __init__(self, *, machine: bool) -> None:
        self.presses: list[Press[K]] = []
        self._machine = machine
        self._gaps: list[float] = []
        self._alike = True
        self._last_at = 0.0

    def add(self, press: Press[K]) -> None:
        if self.presses:
            insort(self._gaps, press.at - self._last_at)
            self._alike = self._alike and press.character == self.presses[0].character
        self._last_at = press.at
        if len(self.presses) < LONGEST:
            self.presses.append(press)

    @property
    def burst(self) -> bool:
        return len(self.presses) >= LEAST and not self._alike and _median(self._gaps) < MOST_GAP

    @property
    def pace(self) -> float:
        """Seconds in which this machine types its next key."""
        return max(LEAST_PACE, SLOWER * _median(self._gaps) if self._gaps else 0.0)

    @property
    def scanned(self) -> bool:
        return self._machine or self.burst

    @property
    def held_down(self) -> bool:
        return len(self.presses) >= LEAST and self._alike and not self._machine

    @property
    def text(self) -> str:
        return "".join(press.character for press in self.presses)


class Gate(Generic[K]):
    """Holds printable keys back until it is known whether they are a burst.

    `press` and `expire` return what may go on, in order: presses and scans. While `waiting` is not None the
    caller calls `expire` after so many seconds without a key.
    """

    def __init__(self, patience: Patience = AT_HAND) -> None:
        self._patience = patience
        self._run: _Run[K] | None = None
        self._lines = Lines()
        self._last_at = float("-inf")
        self._scan_ended = float("-inf")
        self._pace = 0.0

    @property
    def waiting(self) -> float | None:
        """Seconds after the last key until what is held is let go; None when nothing is held."""
        if self._run is None and not self._lines.waiting:
            return None
        alone = self._run is not None and not self._run.scanned
        return self._patience.alone if alone else self._patience.burst

    @property
    def due(self) -> float | None:
        """The moment when what is held is to be let go."""
        return None if self.waiting is None else self._last_at + self.waiting

    def press(self, press: Press[K]) -> list[Press[K] | Scan]:
        """Take a key and return what may go on now."""
        late = self.due is not None and press.at > self.due
        before = self.expire() if late else []
        after = self._take(press)
        self._last_at = press.at
        return before + after

    def expire(self) -> list[Press[K] | Scan]:
        """Let go what is held: scans when a scanner typed it, else key by key."""
        run, self._run = self._run, None
        if run is not None and not run.scanned:
            return list(run.presses)
        ended = self._end_line(run) if run is not None else []
        return [*ended, *_scans(self._lines.rest())]

    def _take(self, press: Press[K]) -> list[Press[K] | Scan]:
        if press.key in TERMINATORS:
            return self._end(press)
        if not press.character or (press.character == " " and self._run is None and not self._goes_on(press)):
            return [*self.expire(), press]
        if self._run is None:
            self._run = _Run(machine=self._goes_on(press))
        self._run.add(press)
        return self.expire() if self._run.held_down else []

    def _end(self, press: Press[K]) -> list[Press[K] | Scan]:
        run = self._run
        if run is None:
            return [] if self._ends_scan(press) else [*self.expire(), press]
        if not run.scanned:
            return [*self.expire(), press]
        self._run = None
        ended = self._end_line(run)
        self._scan_ended = press.at
        if run.burst:
            self._pace = run.pace
        return ended

    def _end_line(self, run: _Run[K]) -> list[Press[K] | Scan]:
        """Return the texts that are whole now; a scanner's few characters after a scan are none."""
        if not run.burst and not self._lines.waiting:
            return []
        return _scans(self._lines.end(run.text))

    def _goes_on(self, press: Press[K]) -> bool:
        """Return whether this key comes from the scanner that has just ended a line."""
        return self._lines.waiting or press.at - self._scan_ended <= self._pace

    def _ends_scan(self, press: Press[K]) -> bool:
        """Return whether this is one more terminator of the line before."""
        late = press.at - self._scan_ended > LINE_FEED_WAIT
        if self._goes_on(press) or (press.key == LINE_FEED and not late):
            self._scan_ended = press.at
            return True
        return False


def _scans(texts: Sequence[str]) -> list[Press[K] | Scan]:
    return [scan_of(text) for text in texts]


def _median(ordered: Sequence[float]) -> float:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
