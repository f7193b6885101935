"""`counter-tui` in a real terminal: a pty of 80×24, what it draws kept by pyte, keys at a human pace."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable

import pyte

from tests.e2e.installation import PROGRAM, Installation

COLUMNS, ROWS = 80, 24
ENTER = "\r"
PACE_S = 0.1
"""Between two keys, as a person's."""

AGAIN_S = 0.2
"""Between the same key and itself: the screen takes a quicker one for its bounce (SCREENS §2)."""

ENTER_AGAIN_S = 0.8
"""Between two `enter`: the screen takes a quicker one for a finger that is a moment too late."""

PATIENCE_S = 90.0


class RealScreen:
    """The program on a terminal; `see` waits for words, `press` types."""

    def __init__(self, home: Installation) -> None:
        variables = {key: value for key, value in home.variables.items() if key not in _WHO_ACTS}
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._taken: dict[str, float] = {}
        """When the program had each key at the latest: a busy machine may bring it there late."""
        self._under_way: set[str] = set()
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [PROGRAM],
            env=variables | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    @property
    def lines(self) -> list[str]:
        """What stands on the terminal now."""
        return list(self._screen.display)

    def see(self, *words: str) -> None:
        """Wait until the terminal shows all these words."""
        self.wait(lambda: all(word in self._text() for word in words), " + ".join(words))

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Read what the program draws until the condition holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"never came: {what}\n" + "\n".join(self.lines)
            self._read(0.05)
        self._taken |= dict.fromkeys(self._under_way, time.monotonic())
        self._under_way.clear()

    def press(self, *keys: str) -> None:
        """Type keys one after the other, as a person does."""
        for key in keys:
            again = ENTER_AGAIN_S if key == ENTER else AGAIN_S
            self._read_for(self._taken.get(key, 0.0) + again - time.monotonic())
            os.write(self._ours, key.encode())
            self._taken[key] = time.monotonic()
            self._under_way.add(key)
            self._read_for(PACE_S)

    def colour_of(self, word: str) -> str:
        """Return the colour in which a word's first letter stands: a name, hex digits or `default`."""
        row = next(number for number, line in enumerate(self.lines) if word in line)
        cell = self._screen.buffer[row][self.lines[row].index(word)]
        return str(cell.fg if cell.bg == "default" else cell.bg)

    def kill(self) -> None:
        """End the program as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def vanish(self) -> None:
        """Take the terminal away; no signal tells the program, for it was only lent to it."""
        os.close(self._ours)

    def close(self) -> None:
        """Wait for the program's end, and let the terminal go."""
        deadline = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.05)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._ours)

    def _text(self) -> str:
        return " ".join(" ".join(self.lines).split())

    def _read_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def _read(self, seconds: float) -> None:
        if not select.select([self._ours], [], [], seconds)[0]:
            return
        try:
            self._stream.feed(os.read(self._ours, 65536))
        except OSError:  # the program has left the terminal
            time.sleep(seconds)


_WHO_ACTS = {"COUNTER_TUI_OFFICER", "COUNTER_TUI_PIN"}
