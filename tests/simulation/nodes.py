"""One home of the simulation: its store, its desk and its conversation with a server."""

import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from counter_tui.core.catalogue import builtin
from counter_tui.core.ticket_events import Authority
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.store import queries
from counter_tui.store.hub import standing
from counter_tui.store.store import Store
from counter_tui.store.syncing import StoreSync
from counter_tui.sync import peer
from counter_tui.sync.exchange import Exchange
from counter_tui.sync.exchange import Server as Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.protocol import Protocol, Result, Setback, Step
from tests.simulation.disk import commits
from tests.simulation.ports import Ask, Port
from tests.simulation.templates import KEY, officer

T = TypeVar("T")


@dataclass
class Node:
    """A home; several may be copies of one device. `skew` is how wrong its clock is (ms).

    `peer` is the server that it is enrolled at, `authority` that of the hub which it is, if it is one.
    """

    name: str
    device: str
    path: Path
    seed: int
    world_now: Callable[[], int]
    link: Callable[["Node", Peer], Link]
    ask: Callable[["Node"], Ask]
    skew: int = 0
    revoked: bool = False
    backup: Path | None = None
    incarnation: int = 0
    committed: bool = False

    def __post_init__(self) -> None:
        self.open()

    def now(self) -> int:
        """Return what this home's clock says, in UTC milliseconds."""
        return self.world_now() + self.skew

    def open(self) -> None:
        """Start the program."""
        self.incarnation += 1
        self._dice = Random(f"{self.seed}/{self.name}/{self.incarnation}")
        self.store = Store.open(self.path, KEY, now=self.now, random=self.random)
        self.sync = StoreSync(self.store, self.now)
        with self.store.read() as connection:
            self.peer = peer.load(queries.meta(connection, peer.META_KEY))
            self.authority = standing.authority(connection, self.device)
        self.protocol = Protocol(self._dice.random)
        self.exchange = Exchange(self.sync, self.link(self, self.peer)) if self.peer is not None else None
        self.port: Port | None = None
        if self.peer is not None and self.peer.is_hub and self.authority is None:
            self.port = Port(self, self.peer, self.sync, self.ask(self))
        self.desk = self._new_desk(self.authority)
        self.rows = self.last_row()
        self.heeded = commits(self.path)

    def close(self) -> None:
        """Stop the program; what was not committed is gone."""
        if self.port is not None:
            self.port.close()
        self.store.close()

    @property
    def talks(self) -> bool:
        """Whether it has a server to exchange with."""
        return self.exchange is not None

    def random(self, size: int) -> bytes:
        """Return this home's random bytes."""
        return self._dice.randbytes(size)

    def last_row(self) -> int:
        """Return the row of the newest event here."""
        with self.store.read() as connection:
            return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM event").fetchone()[0])

    def rows_of(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Return rows of this home's store by plain SQL."""
        with self.store.read() as connection:
            return connection.execute(statement, values).fetchall()

    def step(self) -> Step:
        """Do one step of the conversation, as the loop would without its pauses."""
        try:
            return self.protocol.take(self._result())
        except Setback as setback:
            return self.protocol.take(setback.result, setback.retry_after_s)

    def _result(self) -> Result:
        committed, self.committed = self.committed, False
        match self.protocol.step:
            case Step.WAIT | Step.REST:
                return Result.DUE
            case Step.LISTEN if committed:
                return Result.COMMITTED
            case step:
                assert self.exchange is not None
                return finished(self.exchange.do(step))

    def copy_to(self, folder: Path) -> Path:
        """Copy the store as a disk image would, between two transactions."""
        folder.mkdir(exist_ok=True)
        return copy_store(self.path, folder)

    def _new_desk(self, hub: Authority | None) -> Desk:
        desk = Desk(
            self.store,
            builtin(),
            printers=tuple,
            line=lambda: SyncView("offline", 1, None, None),
            now=self.now,
            random=self.random,
            hub=hub,
        )
        desk.go_through(self.port)
        desk.act_for(officer())
        return desk


def copy_store(path: Path, folder: Path) -> Path:
    """Copy a store's files into a folder and return the copy."""
    target = folder / path.name
    for suffix in ("", "-wal"):
        source = Path(f"{path}{suffix}")
        Path(f"{target}{suffix}").unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, f"{target}{suffix}")
    return target


def finished(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run what never waits, because its answers come at once."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        found: T = stop.value
        return found
    raise AssertionError("the simulation has nothing to wait for")
