"""A scanner at the far end of a real pty, and a machine into whose ports it is plugged."""

import os
import pty
import tty
from dataclasses import dataclass, field

from counter_tui.scanning.ports import Port

VENDOR, PRODUCT = 0x1A86, 0x7523


class PtyScanner:
    """Sends bytes as a serial scanner does; `path` is what our program opens."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        os.close(slave)
        self._plugged = True

    def send(self, data: bytes) -> None:
        """Send bytes, however many, as fast as the other side reads them."""
        while data:
            data = data[os.write(self._master, data[:256]) :]

    def unplug(self) -> None:
        """Pull the plug; the path disappears."""
        if self._plugged:
            self._plugged = False
            os.close(self._master)


@dataclass
class Machine:
    """The USB serial devices of a machine, each with its serial number."""

    devices: dict[str, PtyScanner] = field(default_factory=dict)

    def plug_in(self, serial: str) -> PtyScanner:
        """Plug a scanner in, under whatever path is free."""
        self.devices[serial] = PtyScanner()
        return self.devices[serial]

    def ports(self) -> list[Port]:
        """Return what is plugged in."""
        return [Port(one.path, VENDOR, PRODUCT, serial) for serial, one in self.devices.items()]

    def unplug(self, serial: str) -> None:
        """Pull one out."""
        self.devices.pop(serial).unplug()
