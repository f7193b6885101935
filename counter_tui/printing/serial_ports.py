"""Where a serial printer is plugged in now: by its port, or by its USB device wherever that comes up."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from counter_tui.printing.condition import Condition
from counter_tui.printing.line import LineTrouble
from counter_tui.printing.memory import PrinterMemory


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A serial port of this machine; `usb` is the serial number of its USB device, empty when it has none."""

    device: str
    usb: str = ""
    description: str = ""


Listing = Callable[[], Sequence[SerialPort]]
"""Returns the serial ports that are there now."""
Find = Callable[[], str]
"""Returns the device to open; raises LineTrouble when that would be the wrong one."""


def serial_ports() -> list[SerialPort]:
    """List the ports as the operating system names them."""
    from serial.tools.list_ports import comports

    return [
        SerialPort(port.device, port.serial_number or "", _description(port.description))
        for port in comports()
    ]


def only(ports: Sequence[SerialPort], usb: str) -> SerialPort | None:
    """Return the one port of this USB serial number; cheap adapters share theirs, then there is none."""
    found = [port for port in ports if port.usb == usb]
    return found[0] if usb and len(found) == 1 else None


def by_usb(usb: str, listing: Listing) -> Find:
    """Find a printer by its USB serial number."""

    def find() -> str:
        ports = listing()
        port = only(ports, usb)
        if port is None:
            twins = any(other.usb == usb for other in ports)
            raise LineTrouble(Condition.STRANGER if twins else Condition.MISSING)
        return port.device

    return find


class ByPort:
    """Finds a printer by its port, and after a replug by the USB device that was seen there.

    A device counts as the printer's once the printer has answered or was tested on it. Another one that
    comes up under the port's name is never printed on: it may be a scanner.
    """

    def __init__(self, device: str, memory: PrinterMemory, listing: Listing) -> None:
        self._device = device
        self._memory = memory
        self._listing = listing
        self._seen = ""

    def __call__(self) -> str:
        """Return the device to open."""
        if not self._memory.usb and self._seen and self._memory.knows_something:
            self._memory.remember_usb(self._seen)
        ports = self._listing()
        here = next((port for port in ports if _same(port.device, self._device)), None)
        known = self._memory.usb
        if not known:
            self._seen = here.usb if here is not None and only(ports, here.usb) else ""
            return self._device
        if here is not None and here.usb == known:
            return self._device
        moved = only(ports, known)
        if moved is None and here is not None:
            raise LineTrouble(Condition.STRANGER)
        return moved.device if moved is not None else self._device


def _same(one: str, other: str) -> bool:
    return one == other or (os.sep in other and Path(one).resolve() == Path(other).resolve())


def _description(text: str | None) -> str:
    return "" if text in {None, "n/a"} else str(text)
