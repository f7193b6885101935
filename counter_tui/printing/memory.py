"""What a home keeps about a printer: its lock, how it answers, and which USB device it is."""

import contextlib
import hashlib
from enum import StrEnum
from pathlib import Path


class Known(StrEnum):
    """A way of answering that was seen at least once."""

    STATUS = "status"
    """It answers DLE EOT: it says how it is, at once."""
    REPORT = "report"
    """It answers GS r: it says when everything before is done."""
    MUTE = "mute"
    """It answered the self-test nothing at all."""
    NO_REPORT = "no_report"
    """It answered the self-test, but never GS r."""


_DISPROVED = {Known.STATUS: (Known.MUTE,), Known.REPORT: (Known.MUTE, Known.NO_REPORT)}
_USB = "usb"


class PrinterMemory:
    """Small files in a folder, named after a hash of the printer's name; every process sees them at once.

    A folder that cannot be written only shortens the memory to the life of this process.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._key = hashlib.sha256(name.encode()).hexdigest()[:12]
        self._unwritten: dict[str, str] = {}

    @property
    def lock_file(self) -> Path:
        """The file that whoever drives this printer holds locked."""
        return self._file("lock")

    @property
    def usb(self) -> str:
        """The serial number of the USB device that was last seen behind the name; empty when unknown."""
        return self._read(_USB) or ""

    @property
    def knows_something(self) -> bool:
        """Whether this printer has ever answered or been tested."""
        return any(self.has(known) for known in Known)

    def has(self, known: Known) -> bool:
        """Whether this home has ever seen that."""
        return self._read(known) is not None

    def remember(self, known: Known) -> None:
        """Note a way of answering; an answer disproves that there was none."""
        for disproved in _DISPROVED.get(known, ()):
            self._drop(disproved)
        if not self.has(known):
            self._write(known, "")

    def remember_usb(self, serial_number: str) -> None:
        """Note which USB device is behind the name."""
        self._write(_USB, serial_number)

    def forget(self) -> None:
        """Know nothing of this printer, for one that was changed or set up anew."""
        for what in (*Known, _USB):
            self._drop(what)

    def _read(self, what: str) -> str | None:
        try:
            return self._file(what).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return self._unwritten.get(what)

    def _write(self, what: str, text: str) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file(what).write_text(text, "utf-8")
        except OSError:
            self._unwritten[what] = text

    def _drop(self, what: str) -> None:
        self._unwritten.pop(what, None)
        with contextlib.suppress(OSError):
            self._file(what).unlink(missing_ok=True)

    def _file(self, what: str) -> Path:
        return self._folder / f"{self._key}.{what}"
