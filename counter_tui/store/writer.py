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

    def __init__(self, path: Path, key: bytes, connection: Connection) -> None:
        self.path = path
        self._key = key
        self.connection = connection
        self._thread = threading.Lock()
        self._owner: int | None = None
        self._spoilt = False
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
        self._renew()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException as error:
            self._spoilt = faults.spoils(error)
            # A full disk has already rolled back.
            if self.connection.in_transaction:
                with suppress(driver.Error):  # the fault itself is told; a spoilt connection is opened anew
                    self.connection.execute("ROLLBACK")
            raise

    def _renew(self) -> None:
        """Open the file again after a fault that a connection does not get over."""
        if not self._spoilt:
            return
        fresh = driver.connect(self.path, self._key)
        fresh.office = self.connection.office
        self.connection.close()
        self.connection, self._spoilt = fresh, False
