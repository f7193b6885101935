"""Where a scanner is plugged in now."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from counter_tui.scanning.condition import Condition
from counter_tui.scanning.names import ScannerName


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this machine; vendor, product and serial number where it is a USB device."""

    path: str
    vendor: int | None = None
    product: int | None = None
    serial: str = ""


Ports = Callable[[], Sequence[Port]]


def ports_here() -> list[Port]:
    """Return the serial ports that are plugged in now; takes milliseconds."""
    from serial.tools.list_ports import comports

    return [Port(one.device, one.vid, one.pid, one.serial_number or "") for one in comports()]


def paths_of(name: ScannerName, ports: Ports) -> list[str]:
    """Return the paths under which a scanner may be opened now, none when it is not plugged in."""
    if name.path:
        return [name.path]
    return [port.path for port in ports() if _is(port, name)]


def seen(name: ScannerName, ports: Ports = ports_here) -> Condition:
    """Return whether a scanner is plugged in and may be opened, without opening it."""
    paths = paths_of(name, ports)
    there = [path for path in paths if Path(path).exists() or any(port.path == path for port in ports())]
    if not there:
        return Condition.MISSING
    allowed = any(os.access(path, os.R_OK | os.W_OK) or not Path(path).exists() for path in there)
    return Condition.READY if allowed else Condition.DENIED


def _is(port: Port, name: ScannerName) -> bool:
    same = (port.vendor, port.product) == (name.vendor, name.product)
    return same and (not name.serial or port.serial.lower() == name.serial.lower())
