"""One scanner on a serial line (RS-232, USB adapter, USB-CDC), read in a thread of its own."""

import errno
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from counter_tui.scanning.condition import Condition
from counter_tui.scanning.framing import GAP, Framing
from counter_tui.scanning.names import ScannerName
from counter_tui.scanning.ports import Ports, paths_of

if TYPE_CHECKING:
    from serial import Serial

LOOK_S = 1.0
"""Between two looks for a scanner that is not there."""
IDLE_S = 5.0
"""How long a read waits for the next scan; `stop` ends it at once."""
_CONDITIONS = {errno.EACCES: Condition.DENIED, errno.EPERM: Condition.DENIED, errno.EBUSY: Condition.TAKEN}
_CONDITIONS |= {errno.EAGAIN: Condition.TAKEN, errno.EWOULDBLOCK: Condition.TAKEN}

log = logging.getLogger(__name__)


class Scanner:
    """Reads until `stop`; a scanner that goes is looked for, under whatever path it comes back."""

    def __init__(self, name: ScannerName, ports: Ports, take: Callable[[str], None]) -> None:
        self.name = name
        self._ports = ports
        self._take = take
        self._line_state = Condition.LOOKING
        self._framing = Framing()
        self._ending = threading.Event()
        self._serial: Serial | None = None
        self._thread = threading.Thread(target=self._run, name=f"scanner {name.text}", daemon=True)

    @property
    def condition(self) -> Condition:
        """How the scanner is now."""
        garbled = self._line_state is Condition.READY and self._framing.garbled
        return Condition.GARBLED if garbled else self._line_state

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End the reading; returns at once, and the program's end waits for no scanner."""
        self._ending.set()
        port = self._serial
        if port is not None:
            with suppress(OSError, TypeError):  # it may be closing at this very moment
                port.cancel_read()

    def join(self, seconds: float) -> bool:
        """Wait at most so long for the thread's end and say whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._listen()
            except Exception as fault:  # a port that vanishes is an OSError, a TypeError or a termios.error
                log.info("the line of a scanner ended: %s", type(fault).__name__)
                self._line_state = Condition.MISSING
                self._ending.wait(LOOK_S)

    def _listen(self) -> None:
        """Read what the scanner sends until it goes; where it is not there, wait a moment."""
        port = self._opened()
        if port is None:
            self._ending.wait(LOOK_S)
            return
        self._serial = port
        self._line_state, self._framing = Condition.READY, Framing()
        try:
            self._read(port)
        finally:
            self._serial = None
            with suppress(OSError):  # the device is gone, and the port with it
                port.close()

    def _opened(self) -> "Serial | None":
        """Open the first path that this scanner may have and that nobody else holds."""
        import serial  # 20 ms that only a counter with such a scanner pays, and not before the first frame

        why = Condition.MISSING
        for path in paths_of(self.name, self._ports):
            try:
                return serial.Serial(path, self.name.baud, timeout=IDLE_S, exclusive=True)
            except (OSError, ValueError) as error:
                why = _CONDITIONS.get(getattr(error, "errno", None) or 0, Condition.MISSING)
        self._line_state = why
        return None

    def _read(self, port: "Serial") -> None:
        while not self._ending.is_set():
            port.timeout = GAP if self._framing.waiting else IDLE_S
            data = port.read(1)
            if data:
                data += port.read(port.in_waiting)
            for text in self._framing.feed(data, time.monotonic()):
                self._take(text)
