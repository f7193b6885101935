"""What a home keeps about a printer: its lock, and what it was ever heard to answer."""

import hashlib
from enum import StrEnum
from pathlib import Path


class Heard(StrEnum):
    """A kind of answer that a printer has given at least once."""

    STATUS = "status"
    """To DLE EOT: it says how it is, at once."""
    REPORT = "report"
    """To GS r: it says when everything before is done."""


class PrinterMemory:
    """Small files in a folder, named after a hash of the printer's name."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._key = hashlib.sha256(name.encode()).hexdigest()[:12]
        self._heard = {heard for heard in Heard if self._file(heard).exists()}

    @property
    def lock_file(self) -> Path:
        """The file that whoever drives this printer holds locked."""
        return self._folder / f"{self._key}.lock"

    def has(self, heard: Heard) -> bool:
        """Whether this printer has ever answered so to this home."""
        return heard in self._heard

    def remember(self, heard: Heard) -> None:
        """Note an answer; a folder that cannot be written only shortens the memory."""
        if heard in self._heard:
            return
        self._heard.add(heard)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file(heard).touch()
        except OSError:
            # Remembered for the life of this process at least.
            return

    def _file(self, heard: Heard) -> Path:
        return self._folder / f"{self._key}.{heard}"
