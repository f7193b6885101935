"""Connections that only read: lent to one thread at a time, each seeing one moment of the store."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter_tui.store import driver, faults
from counter_tui.store.driver import Connection


class Readers:
    """A small pool; a connection more is opened when all are lent."""

    def __init__(self, path: Path, key: bytes, office: str) -> None:
        self._path = path
        self._key = key
        self._office = office
        self._lock = threading.Lock()
        self._free: list[Connection] = []
        self._closed = False
        self._watcher = self._open()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Lend a connection inside a read transaction."""
        with faults.refusing(self._path):
            connection = self._borrow()
            spoilt = False
            try:
                connection.execute("BEGIN")
                yield connection
            except driver.Error as error:
                spoilt = faults.spoils(error)
                raise
            finally:
                self._give_back(connection, spoilt=spoilt)

    def version(self) -> int:
        """Return a number that changes whenever a connection of any process has committed."""
        with faults.refusing(self._path), self._lock:
            return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def _give_back(self, connection: Connection, *, spoilt: bool) -> None:
        # A fault of the disk may have ended its transaction already, and must be told rather than hidden.
        if connection.in_transaction and not spoilt:
            connection.execute("ROLLBACK")
        with self._lock:
            if spoilt or self._closed:
                connection.close()
            else:
                self._free.append(connection)

    def close(self) -> None:
        """Close every connection; one that is lent is closed when it comes back.

        A thread that still reads would fall with the whole process if its connection were closed under it.
        """
        with self._lock:
            self._closed = True
            for connection in (self._watcher, *self._free):
                connection.close()
            self._free.clear()

    def _borrow(self) -> Connection:
        with self._lock:
            if self._free:
                return self._free.pop()
        return self._open()

    def _open(self) -> Connection:
        connection = driver.connect(self._path, self._key, query_only=True)
        connection.office = self._office
        return connection
