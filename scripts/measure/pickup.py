"""A scanned slip until its answer stands on the screen, beside a bare app that paints as many lines."""

import os
import pty
import time
import tty
from collections.abc import Sequence
from itertools import cycle, islice
from statistics import median
from types import TracebackType

from counter_tui.config import Home
from scripts.measure import home as homes
from scripts.measure import screen
from scripts.measure.table import Row
from scripts.measure.timing import p95
from scripts.measure.window import Silent, Window

ANSWER, IDLE = "Siapa yang mengambil?", "MENUNGGU RESI"
SLIPS = 8
"""So many passports take turns: no answer is painted over its like."""


def measure(home: Home, events: int, rounds: int) -> list[Row]:
    """Return the rows of `pickup`: both ways of a scan in turns with the bare app, from its last byte on."""
    slips = _ready_slips(home)
    typed: list[float] = []
    read: list[float] = []
    floor: list[float] = []
    with SerialScanner(home) as scanner, Window(screen.PROGRAM, screen.variables(home)) as real:
        real.painted(screen.QUEUE)
        real.listen(screen.SETTLED_S)
        _until_read(real, scanner, slips[0])
        with Window(screen.BARE, os.environ) as bare:
            bare.painted(screen.QUEUE)
            for slip in islice(cycle(slips), rounds):
                typed.append(_answered(real, real.press(f"{slip}\r")))
                read.append(_answered(real, scanner.scan(real, slip)))
                floor.append(screen.paint_call(bare))
    return [*_rows("typed", events, typed, floor), *_rows("on a serial line", events, read, floor)]


class SerialScanner:
    """A scanner on a pty, named in the home's settings as long as the block lasts."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)

    def __enter__(self) -> "SerialScanner":
        self._home.change(scanners=(f"serial:{os.ttyname(self._slave)}",))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._home.change(scanners=())
        os.close(self._master)
        os.close(self._slave)

    def scan(self, window: Window, text: str) -> float:
        """Send a text after what the window painted so far; return the moment."""
        window.forget()
        sent = time.perf_counter()
        os.write(self._master, f"{text}\r".encode())
        return sent


def _ready_slips(home: Home) -> list[str]:
    """Give so many people a slip, and put their passports on a shelf."""
    slips = []
    with homes.opened(home) as terminal:
        for number in range(SLIPS):
            ticket = terminal.desk.issue("paspor_baru")
            slip = terminal.desk.slip(ticket=ticket.id)
            terminal.desk.mark_ready(slip.application, f"C-{number + 1}")
            slips.append(slip.text)
    return slips


def _until_read(window: Window, scanner: SerialScanner, slip: str) -> None:
    """Scan until the answer comes, for the scanner is looked for when the first frame stands; leave it."""
    for _scan in range(100):
        scanner.scan(window, slip)
        try:
            window.painted(ANSWER, within=1.0)
        except Silent:
            continue
        screen.press_until(window, "\x1b", IDLE)  # a scan that was read late stands behind the first
        window.listen(screen.AGAIN_S)  # an escape too many must not begin what is typed next
        return
    raise Silent(f"the scanner was never read; the last was {window.last_words!r}")


def _answered(window: Window, scanned: float) -> float:
    """Return the ms until the answer stood there whole, and leave it."""
    answered = window.painted(ANSWER)
    _leave(window)
    return (answered - scanned) * 1000


def _leave(window: Window) -> None:
    window.press("\x1b")
    window.painted(IDLE)


def _rows(way: str, events: int, times: Sequence[float], floor: Sequence[float]) -> list[Row]:
    name = f"slip scanned to its answer, {way}"
    return [
        Row(f"{name}, median, {events:,} events", median(times), "ms", median(floor)),
        Row(f"{name}, p95, {events:,} events", p95(times), "ms", p95(floor)),
    ]
