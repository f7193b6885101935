"""The one writing connection of a process, behind a lock of its threads and a lock of all processes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from counter_tui.store import driver, faults
from counter_tui.store.driver import Connection
from counter_tui.store.process_lock import ProcessLock


class Writer:
    """A long-lived connection and who may use it now."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.connection = driver.connect(path, key)
        self._thread = threading.Lock()
        self._owner: int | None = None
        self._file = ProcessLock(path.with_name(path.name + ".lock"))

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
            with suppress(driver.Error):  # statistics are a help, never a reason not to close
                self.connection.execute("PRAGMA optimize")
            self.connection.close()
            self._file.close()

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
