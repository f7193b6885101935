"""The one writing connection of a process, behind a lock of its threads and a lock of all processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_tui.store import driver, faults
from counter_tui.store.driver import Connection

POLL_S = 0.001
"""How often a process looks whether another has left the store; the lock's own default is 50 ms."""


class Writer:
    """A long-lived connection and who may use it now."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.connection = driver.connect(path, key)
        self._thread = threading.Lock()
        self._owner: int | None = None
        self._file = FileTurn(path.with_name(path.name + ".lock"))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: COMMIT at the end, ROLLBACK when anything is raised."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction inside a transaction")
        with self._thread, faults.refusing(self.path), self._file:
            self._owner = threading.get_ident()
            try:
                yield from self._run()
            finally:
                self._owner = None

    def close(self) -> None:
        """Close the connection when no thread uses it."""
        with self._thread:
            self.connection.close()

    def _run(self) -> Iterator[Connection]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            # A full disk has already rolled back.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise


class FileTurn:
    """A lock file between processes; its library is loaded with the first write, after the first frame."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: object = None

    def __enter__(self) -> None:
        from filelock import FileLock

        if not isinstance(self._lock, FileLock):
            self._lock = FileLock(self._path, poll_interval=POLL_S, thread_local=False)
        try:
            self._lock.acquire()
        except OSError as error:
            raise faults.read_only(self._path) from error

    def __exit__(self, *_error: object) -> None:
        from filelock import FileLock

        if isinstance(self._lock, FileLock):
            self._lock.release()
