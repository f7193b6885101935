"""A serial port (RS-232, USB adapter, USB-CDC) as a line."""

import errno
import os
import select
import time
from typing import TYPE_CHECKING

from counter_tui.printing.condition import Condition
from counter_tui.printing.line import LineTrouble
from counter_tui.printing.names import Flow
from counter_tui.printing.serial_ports import Find

if TYPE_CHECKING:
    from serial import Serial

_BITS_PER_BYTE = 10  # start, eight data bits, stop
_DRAIN_STEP = 0.01
_LEAST_SECONDS = 0.01
_CONDITIONS = {
    errno.ENOENT: Condition.MISSING,
    errno.ENXIO: Condition.MISSING,
    errno.ENODEV: Condition.MISSING,
    errno.EIO: Condition.MISSING,
    errno.EACCES: Condition.DENIED,
    errno.EPERM: Condition.DENIED,
    errno.EBUSY: Condition.TAKEN,
    errno.EAGAIN: Condition.TAKEN,
}


class SerialLine:
    """A port opened for this process alone; `baud` is bits per second, 8N1.

    `flow` is what the printer may hold data back with; pyserial's DTR/DSR does nothing on POSIX.
    """

    def __init__(self, find: Find, baud: int, flow: Flow = Flow.NONE) -> None:
        self.bytes_per_second = baud / _BITS_PER_BYTE
        self._find = find
        self._baud = baud
        self._flow = flow
        self._serial: Serial | None = None

    def open(self) -> None:
        """Open the port unless it is open; what still lies in its input is dropped."""
        if self._serial is not None:
            return
        import serial  # 20 ms that only a counter with a serial printer pays

        try:
            self._serial = serial.Serial(
                self._find(),
                self._baud,
                timeout=0,
                write_timeout=1,
                exclusive=True,
                rtscts=self._flow is Flow.RTS_CTS,
                xonxoff=self._flow is Flow.XON_XOFF,
            )
        except (OSError, ValueError) as error:
            raise LineTrouble(_why(error, Condition.TAKEN)) from error

    def write(self, data: bytes, timeout: float) -> None:
        """Hand all bytes to the driver, or raise: then some may have gone."""
        from serial import SerialTimeoutException

        port = self._opened()
        deadline = time.monotonic() + timeout
        try:
            _wait_for_room(port, timeout)
            port.write_timeout = max(deadline - time.monotonic(), _LEAST_SECONDS)
            port.write(data)
        except (SerialTimeoutException, TimeoutError) as error:
            self.close()
            held = self._flow is not Flow.NONE
            raise LineTrouble(Condition.HELD if held else Condition.SILENT) from error
        except OSError as error:
            self.close()
            raise LineTrouble(_why(error, Condition.MISSING)) from error

    def read(self, timeout: float) -> bytes:
        """Return what has arrived, waiting at most so many seconds for the first byte."""
        port = self._opened()
        try:
            port.timeout = timeout
            return bytes(port.read(max(1, port.in_waiting)))
        except OSError as error:
            self.close()
            raise LineTrouble(_why(error, Condition.MISSING)) from error

    def drain(self, timeout: float) -> bool:
        """Wait until the driver's buffer is empty; False when time runs out."""
        port = self._opened()
        deadline = time.monotonic() + timeout
        try:
            while port.out_waiting:
                if time.monotonic() > deadline:
                    return False
                time.sleep(_DRAIN_STEP)
        except OSError as error:
            self.close()
            raise LineTrouble(_why(error, Condition.MISSING)) from error
        return True

    def close(self) -> None:
        """Drop what was not yet sent, so that closing waits for nobody, and close the port."""
        port, self._serial = self._serial, None
        if port is None:
            return
        try:
            if port.out_waiting:
                port.reset_output_buffer()
            port.close()
        except OSError:
            # The device is gone, and the port with it.
            return

    def _opened(self) -> "Serial":
        if self._serial is None:
            raise LineTrouble(Condition.MISSING)
        return self._serial


def _wait_for_room(port: "Serial", timeout: float) -> None:
    # pyserial asks a full or stopped driver again and again without a pause, which starves the screen;
    # once there is some room it waits by itself.
    if os.name == "posix" and not select.select([], [port.fileno()], [], timeout)[1]:
        raise TimeoutError


def _why(error: Exception, otherwise: Condition) -> Condition:
    # pyserial hides the number of a failed write in the error that it came from.
    number = getattr(error, "errno", None) or getattr(error.__context__, "errno", None)
    if number is None and "FileNotFoundError" in str(error):
        return Condition.MISSING  # Windows tells it in the text only
    return _CONDITIONS.get(number, otherwise) if number is not None else otherwise
