"""A lock file between processes, cheap enough for every keystroke."""

import os
import sys
import time
from pathlib import Path

from counter_tui.store import faults

POLL_S = 0.001
PATIENCE_S = 10.0
"""Longer than any transaction of a sound process; then the officer is told that somebody holds the store."""


class ProcessLock:
    """One process at a time; the file stays open, so that taking turns costs two system calls.

    (PyPI filelock opens, resolves and closes its file each time: a tenth of the whole commit, and 25 ms of
    imports.) A process that dies lets go of it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def __enter__(self) -> None:
        try:
            if self._file < 0:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._wait()
        except TimeoutError:
            raise faults.busy(self._path) from None
        except OSError as error:
            raise faults.of_system(error, self._path) from error

    def __exit__(self, *_error: object) -> None:
        _release(self._file)

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not _take(self._file):
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(POLL_S)


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _release(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
