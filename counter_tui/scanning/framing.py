"""From the bytes of a scanner to whole texts, without a port or a clock of its own."""

import re

from counter_tui.scanning.texts import LEAST, LONGEST, Lines

GAP = 0.1
"""Seconds of silence that end a text without a terminator; at 9600 baud a character takes a thousandth."""

_ENDS = re.compile(rb"[\r\n\t\x00\x02\x03]")
"""Carriage return, line feed and tab, and the frame bytes of old scanners: NUL, STX, ETX."""
_PRINTABLE = re.compile(rb"[ -~]+")


class Framing:
    """Feed it what arrives and when; it returns texts.

    A line with a byte that is no printable ASCII is dropped whole and leaves `garbled` true until a clean
    one comes: half of a text is never believed. Shorter lines than a code's are a plug's noise.
    """

    def __init__(self) -> None:
        self.garbled = False
        self._line = bytearray()
        self._lines = Lines()
        self._last_at = float("-inf")

    @property
    def waiting(self) -> bool:
        """Whether something has come that silence would end."""
        return bool(self._line) or self._lines.waiting

    def feed(self, data: bytes, at: float) -> list[str]:
        """Take bytes that came at a moment (seconds) and return the texts that are whole now."""
        texts = self.rest(at)
        if data:
            self._last_at = at
        *ended, begun = _ENDS.split(data)
        for part in ended:
            self._add(part)
            texts += self._end()
        self._add(begun)
        return texts

    def rest(self, at: float) -> list[str]:
        """Return what silence has ended by this moment."""
        if not self.waiting or at - self._last_at < GAP:
            return []
        return [*self._end(), *self._lines.rest()]

    def _add(self, part: bytes) -> None:
        room = LONGEST - len(self._line)
        self._line += part[: max(0, room)]

    def _end(self) -> list[str]:
        line, self._line = bytes(self._line), bytearray()
        if not line:
            return []
        if not _PRINTABLE.fullmatch(line):
            self.garbled = True
            return []
        if len(line) < LEAST and not self._lines.waiting:
            return []
        self.garbled = False
        return self._lines.end(line.decode("ascii"))
