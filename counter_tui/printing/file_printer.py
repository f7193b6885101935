"""A file or a device file that stands for paper."""

import errno
import os
import stat
from pathlib import Path

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.printer import Outcome, Sheet
from counter_tui.printing.profile import Profile


class FilePrinter:
    """Appends every sheet's bytes; a sheet is confirmed when the disk has it.

    A device file such as `/dev/usb/lp0` cannot be synced, so its sheets end at `sent`.
    """

    def __init__(self, name: str, profile: Profile, path: Path) -> None:
        self.name = name
        self.profile = profile
        self._path = path

    def check(self) -> Condition:
        """Try to open the file for appending."""
        try:
            os.close(self._open())
        except OSError as error:
            return _why(error)
        return Condition.READY

    def glance(self) -> Condition:
        """Try to open the file."""
        return self.check()

    def put(self, sheet: Sheet) -> Outcome:
        """Append the sheet; what a full disk took of it is taken back."""
        try:
            file = self._open()
        except OSError as error:
            return Outcome(JobState.QUEUED, _why(error))
        try:
            return _append(file, sheet.data)
        finally:
            os.close(file)

    def late(self) -> list[str]:
        """What a disk has is confirmed at once, and a device file answers nothing."""
        return []

    def study(self) -> None:
        """It answers as a disk does."""

    def mend(self) -> None:
        """A sheet of this size is appended whole or not at all."""

    def rest(self) -> None:
        """Nothing stays open between sheets."""

    def close(self) -> None:
        """Nothing stays open between sheets."""

    def _open(self) -> int:
        binary = getattr(os, "O_BINARY", 0)
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | binary, 0o600)


def _append(file: int, data: bytes) -> Outcome:
    found = os.fstat(file)
    regular = stat.S_ISREG(found.st_mode)
    try:
        left = data
        while left:
            left = left[os.write(file, left) :]
        if not regular:
            return Outcome(JobState.SENT)
        os.fsync(file)
    except OSError as error:
        return Outcome(_taken_back(file, found.st_size) if regular else JobState.UNCONFIRMED, _why(error))
    return Outcome(JobState.CONFIRMED)


def _taken_back(file: int, size: int) -> JobState:
    try:
        os.ftruncate(file, size)
    except OSError:
        return JobState.UNCONFIRMED
    return JobState.QUEUED


def _why(error: OSError) -> Condition:
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return Condition.DENIED
        case errno.ENODEV | errno.ENXIO:
            return Condition.MISSING
        case errno.EBUSY:
            return Condition.TAKEN
        case _:
            return Condition.DISK
