"""A cable from a port to a simulated printer: a real pty that can be pulled, plugged, stalled and held."""

import contextlib
import fcntl
import os
import pty
import termios
import threading
import time
import tty
from pathlib import Path

from counter_tui.printing.serial_ports import SerialPort
from tests.printing.fake_paper import Served, SimulatedPrinter

_STEP = 0.01
_MOST = 64
_XOFF, _XON = b"\x13", b"\x11"


class Cable(Served):
    """Plugged into `ports/NAME`, a link to the pty; `speed` is how many bytes a second it carries.

    Nothing is thrown away on the way: what the printer does not take lies in the kernel, up to 12 kB.
    """

    def __init__(self, printer: SimulatedPrinter, ports: Path, *, speed: int | None, usb: str = "") -> None:
        super().__init__(printer)
        self.ports = ports
        self.stalled = False
        """While set, not a byte is taken from the kernel, and the printer seems dead."""
        self._tells_xon = False
        self._usb = usb
        self._speed = speed
        self._carried_until = time.monotonic()
        """Up to when a line of this speed has carried what it could: a late thread catches up."""
        self._pty: tuple[int, int] | None = None
        self._plugged: Path | None = None
        self._lock = threading.RLock()

    def plug(self, name: str, *, locked: bool = False) -> None:
        """Plug it in under this name; `locked` holds the port at once, as another program of this process."""
        with self._lock:
            master, slave = pty.openpty()
            if locked:
                fcntl.flock(slave, fcntl.LOCK_EX)
            tty.setraw(slave)
            os.set_blocking(master, False)
            self.ports.mkdir(exist_ok=True)
            self._plugged = self.ports / name
            self._plugged.symlink_to(os.ttyname(slave))
            self._pty = master, slave

    def pull(self) -> None:
        """Pull it out, whatever is on its way."""
        self.printer.torn = True
        with self._lock:
            ends, self._pty = self._pty, None
            if self._plugged is not None:
                self._plugged.unlink()
                self._plugged = None
            for end in ends or ():
                os.close(end)

    def hold(self) -> None:
        """Let the driver send nothing, as a dropped CTS does."""
        self._flow(termios.TCOOFF)

    def release(self) -> None:
        """Let it send again."""
        self._flow(termios.TCOON)

    def xoff(self) -> None:
        """Let the printer send XOFF."""
        self._tells_xon = False
        self.send(_XOFF)

    def xon(self) -> None:
        """Let it send XON, again and again as printers do: one that meets the opening of a port is lost."""
        self._tells_xon = True

    def unlock(self) -> None:
        """Let others have a port that was plugged in locked."""
        assert self._pty is not None
        fcntl.flock(self._pty[1], fcntl.LOCK_UN)

    def unclaim(self) -> None:
        """Take back another program's claim of the driver, which our own open end prolongs."""
        assert self._pty is not None
        fcntl.ioctl(self._pty[1], termios.TIOCNXCL)

    def listing(self) -> list[SerialPort]:
        """Return the port as the operating system lists it."""
        plugged = self._plugged
        return [SerialPort(str(plugged), self._usb)] if plugged is not None else []

    def _flow(self, what: int) -> None:
        assert self._pty is not None
        termios.tcflow(self._pty[1], what)

    def _receive(self) -> None:
        data = b""
        allowed = self._allowance()
        with self._lock, contextlib.suppress(BlockingIOError):
            if self._pty is not None and not self.stalled and allowed:
                data = os.read(self._pty[0], allowed)
        if data:
            self.printer.take(data, self.send)
        if self._speed is not None and len(data) < allowed:
            self._carried_until = time.monotonic()
        if not data:
            time.sleep(_STEP)
            if self._tells_xon:
                self.send(_XON)

    def _allowance(self) -> int:
        """Return how many bytes the line may carry by now, and count them as carried."""
        if self._speed is None:
            return _MOST
        allowed = min(int((time.monotonic() - self._carried_until) * self._speed), _MOST)
        self._carried_until += allowed / self._speed
        return allowed

    def send(self, data: bytes) -> None:
        """Carry bytes to the computer."""
        with self._lock:
            if self._pty is not None:
                os.write(self._pty[0], data)

    def _close(self) -> None:
        self.pull()
