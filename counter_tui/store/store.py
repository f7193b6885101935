"""The encrypted store of one installation: one writer, many readers."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from counter_tui.store import faults, identities, migrate
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity
from counter_tui.store.readers import Readers
from counter_tui.store.transaction import Transaction
from counter_tui.store.writer import Writer


def wall_ms() -> int:
    """Return the wall clock in UTC milliseconds."""
    return time.time_ns() // 1_000_000


class Store:
    """An opened store; every thread may use it. Make a new one with `store.create`."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        now: Callable[[], int] = wall_ms,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.path = path
        self.key = key
        self._now = now
        self._random = random
        self._callbacks: list[Callable[[], None]] = []
        self._writer = Writer(path, key, migrate.open_current(path, key))
        try:
            self._identity_text = _stored_identity(path, self._writer.connection)
            self.identity: Identity = identities.parse(self._identity_text)
            self._writer.connection.office = self.identity.office
            self._readers = Readers(path, key, self.identity.office)
        except BaseException:
            self._writer.close()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        now: Callable[[], int] = wall_ms,
        random: Callable[[int], bytes] = os.urandom,
    ) -> "Store":
        """Open a store, bringing an older schema up to date; `now` gives UTC ms, `random` that many bytes.

        Raises Refused for a missing or damaged file, a wrong key, a folder that cannot be written, a schema
        that is newer than this program, and an unsafe engine.
        """
        with faults.refusing(path):
            store = cls(path, key, now=now, random=random)
            store.refold_if_stale()
            return store

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction: `with store.write() as transaction`; callbacks run after COMMIT.

        Raises Refused when the disk is full or cannot be written: then nothing of it is kept.
        """
        with self._writer.transaction() as connection:
            self._follow_identity(connection)
            transaction = Transaction(connection, self.identity, self._now, self._random)
            yield transaction
            transaction.finish()
        if transaction.identity is not self.identity:
            self.identity, self._identity_text = transaction.identity, identities.write(transaction.identity)
        for callback in tuple(self._callbacks):
            callback()

    def read(self) -> AbstractContextManager[Connection]:
        """Lend a reading connection that sees one moment, for `store.queries`."""
        return self._readers.snapshot(self._now)

    def version(self) -> int:
        """Return a number that changes whenever any process has committed."""
        return self._readers.version()

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call back after each commit of this process, in the thread that committed."""
        self._callbacks.append(callback)

    def close(self) -> None:
        """Close every connection."""
        self._readers.close()
        self._writer.close()

    def rebuild(self) -> int:
        """Make every projection anew from the journal; return how many streams were folded."""
        from counter_tui.store import rebuild

        with self.write() as transaction:
            return rebuild.rebuild(transaction.connection)

    def refold_if_stale(self) -> None:
        """Rebuild the projections when this program folds by other rules than the one that wrote them."""
        from counter_tui.store import rebuild

        with self.read() as connection:
            stale = rebuild.is_stale(connection)
        if stale:
            self.rebuild()

    def _follow_identity(self, connection: Connection) -> None:
        stored = identities.text(connection)
        if stored != self._identity_text:
            self._identity_text = stored
            self.identity = identities.parse(stored)


def _stored_identity(path: Path, connection: Connection) -> str:
    found = identities.text(connection)
    if not found:
        raise faults.damaged(path)
    return found
