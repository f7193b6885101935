"""A program in a real terminal of 80×24, watched from outside: when what was painted, after which key.

A frame counts as painted when its last byte has come. The terminal says that it takes frames whole
(mode 2026), as today's terminals do, so that the end of each frame is known.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence

ROWS, COLUMNS = 24, 80
PATIENCE_S = 30.0
_ASKED = b"\x1b[?2026$p"
_ANSWER = b"\x1b[?2026;2$y"
_FRAME_END = b"\x1b[?2026l"
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[^\[]")


class Silent(Exception):
    """What was waited for never came."""


class Window:
    """One program from its start; times are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._seen = b""
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**variables, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def press(self, key: str) -> float:
        """Press a key after what was painted so far; return the moment."""
        self.forget()
        pressed = time.perf_counter()
        os.write(self._master, key.encode())
        return pressed

    def forget(self) -> None:
        """Look only at what is painted from now on."""
        self._seen = b""

    def painted(self, text: str, *, within: float = PATIENCE_S) -> float:
        """Wait until a frame with a text is there whole; return the moment. Raises Silent."""
        wanted, deadline = text.encode(), time.perf_counter() + within
        while not self._has(wanted):
            if not self._read(deadline - time.perf_counter()):
                raise Silent(f"{text!r} did not appear; the last was {self.last_words!r}")
        return time.perf_counter()

    def listen(self, seconds: float) -> None:
        """Take in for a while what is painted."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)

    @property
    def last_words(self) -> str:
        """The end of what was painted, for an error."""
        return _CONTROL.sub(b" ", self._seen)[-400:].decode(errors="replace")

    @property
    def resident_mb(self) -> float:
        """How much memory the program holds, in MB."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._process.pid)], capture_output=True, text=True, check=True
        )
        return int(told.stdout) / 1024

    def _has(self, wanted: bytes) -> bool:
        plain = _CONTROL.sub(lambda found: found[0] if found[0] == _FRAME_END else b"", self._seen)
        place = plain.find(wanted)
        return place >= 0 and _FRAME_END in plain[place:]

    def _read(self, seconds: float) -> bool:
        if seconds <= 0 or not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            come = os.read(self._master, 65536)
        except OSError:  # the program has ended
            return False
        self._seen += come
        if _ASKED in come:
            os.write(self._master, _ANSWER)
        return True
