"""Connections that only read: lent to one thread at a time, each seeing one moment of the store."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from counter_tui.core.lease import Standing
from counter_tui.store import driver, faults
from counter_tui.store.driver import Connection
from counter_tui.store.lease import LeaseWatch


class Reader(NamedTuple):
    """A reading connection, and how the lease stands as it sees it."""

    connection: Connection
    lease: LeaseWatch


class Readers:
    """A small pool; a connection more is opened when all are lent."""

    def __init__(self, path: Path, key: bytes, office: str) -> None:
        self._path = path
        self._key = key
        self._office = office
        self._lock = threading.Lock()
        self._free: list[Reader] = []
        self._closed = False
        self._watcher: Connection | None = None

    @contextmanager
    def snapshot(self, now: Callable[[], int]) -> Iterator[Connection]:
        """Lend a connection inside a read transaction, sealed when the lease is over by `now` (UTC ms)."""
        with faults.refusing(self._path):
            reader = self._borrow()
            connection, lease = reader
            spoilt = False
            try:
                connection.execute("BEGIN")
                connection.sealed = lease.standing(now()) is Standing.OVER
                yield connection
            except driver.Error as error:
                spoilt = faults.spoils(error)
                raise
            finally:
                self._give_back(reader, spoilt=spoilt)

    def version(self) -> int:
        """Return a number that changes whenever a connection of any process has committed."""
        with faults.refusing(self._path), self._lock:
            if self._watcher is None:
                self._watcher = self._open()
            return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def _give_back(self, reader: Reader, *, spoilt: bool) -> None:
        connection = reader.connection
        # A fault of the disk may have ended its transaction already, and must be told rather than hidden.
        if connection.in_transaction and not spoilt:
            connection.execute("ROLLBACK")
        with self._lock:
            if spoilt or self._closed:
                connection.close()
            else:
                self._free.append(reader)

    def close(self) -> None:
        """Close every connection; one that is lent is closed when it comes back.

        A thread that still reads would fall with the whole process if its connection were closed under it.
        """
        with self._lock:
            self._closed = True
            for reader in self._free:
                reader.connection.close()
            self._free.clear()
            if self._watcher is not None:
                self._watcher.close()

    def _borrow(self) -> Reader:
        with self._lock:
            if self._free:
                return self._free.pop()
        connection = self._open()
        return Reader(connection, LeaseWatch(connection))

    def _open(self) -> Connection:
        connection = driver.connect(self._path, self._key, query_only=True)
        connection.office = self._office
        return connection
