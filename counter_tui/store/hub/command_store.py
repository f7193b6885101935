"""A hub's open transaction as the desk sees it: what a terminal asked for is done there, for its counter.

The desk's own actions run on it as on any store, so that calls and numbers are decided in one place by the
same rules, several in one transaction, each of them whole or not at all.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from counter_tui.core.event import Draft, Event, encode
from counter_tui.core.print_job import Job
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity
from counter_tui.store.store import wall_ms
from counter_tui.store.transaction import Transaction


class CommandStore:
    """Stands for the store in a desk that acts for the counters of other devices, one action at a time.

    `lines` and `jobs` are what the last action wrote and wants printed: both go back to who asked, and no
    job enters the hub's own spool.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], int] = wall_ms,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.path = path
        self.lines: list[bytes] = []
        self.jobs: list[Job] = []
        self._now = now
        self._random = random
        self._transaction: Transaction | None = None
        self._identity: Identity | None = None
        self._looks = 0

    @contextmanager
    def within(self, transaction: Transaction, device: str, counter: str) -> Iterator[None]:
        """Lend the hub's transaction for one action of a device's counter; what is refused takes back what it
        had begun, though `lines` still tell of it.
        """
        self._transaction = transaction
        self._identity = replace(transaction.identity, device=device, counter=counter)
        self._looks += 1
        self.lines, self.jobs = [], []
        transaction.finish()
        transaction.connection.execute("SAVEPOINT command")
        try:
            yield
        except BaseException:
            transaction.connection.execute("ROLLBACK TO SAVEPOINT command")
            raise
        finally:
            transaction.connection.execute("RELEASE SAVEPOINT command")
            self._transaction = None

    @property
    def identity(self) -> Identity:
        """Who the hub is, at the asking device's counter."""
        if self._identity is None:
            raise RuntimeError("nobody has asked yet")
        return self._identity

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Write within the hub's transaction, as the hub."""
        transaction = _Collecting(self._open.connection, self._open.identity, self._now, self._random)
        yield transaction
        transaction.finish()
        self.lines += transaction.lines
        self.jobs += transaction.jobs
        self._looks += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read what the hub's transaction sees, what it has not committed too."""
        yield self._open.connection

    def version(self) -> int:
        """Return a number that is another one for each action and after each of its writings."""
        return self._looks

    @property
    def _open(self) -> Transaction:
        if self._transaction is None:
            raise RuntimeError("no action is being done")
        return self._transaction


class _Collecting(Transaction):
    """Keeps the lines it appends, and jobs instead of queueing them."""

    def __init__(
        self,
        connection: Connection,
        identity: Identity,
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        super().__init__(connection, identity, now, random)
        self.lines: list[bytes] = []
        self.jobs: list[Job] = []

    def append(self, draft: Draft, *, actor: str) -> Event:
        """Append an event and keep its line."""
        event = super().append(draft, actor=actor)
        self.lines.append(encode(event))
        return event

    def enqueue(self, job: Job) -> None:
        """Keep a job for the printer of the device that asked."""
        self.jobs.append(job)
