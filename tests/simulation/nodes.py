"""One home of the simulation: its store, its desk and its conversation with a server."""

import shutil
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from counter_tui.core.catalogue import builtin
from counter_tui.core.ticket_events import Authority
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.store import chains
from counter_tui.store.store import Store
from counter_tui.store.syncing import StoreSync
from counter_tui.sync.exchange import Exchange
from counter_tui.sync.exchange import Server as Link
from counter_tui.sync.protocol import Protocol, Result, Setback, Step
from counter_tui.sync.wire import DeskCommand
from tests.simulation.templates import KEY, officer

T = TypeVar("T")

HUB_AUTHORITY = Authority(kind="hub", id="hub", epoch=1)


@dataclass
class Asking:
    """A command that this terminal has sent and not heard of."""

    action: str
    command: DeskCommand


@dataclass
class Node:
    """A home; several may be copies of one device. `skew` is how wrong its clock is (ms)."""

    name: str
    device: str
    path: Path
    seed: int
    world_now: Callable[[], int]
    link: Callable[["Node"], Link]
    under_hub: bool = False
    skew: int = 0
    revoked: bool = False
    backup: Path | None = None
    asking: list[Asking] = field(default_factory=list)
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
        self.exchange = Exchange(self.sync, self.link(self))
        self.protocol = Protocol(self._dice.random)
        self.desk = self._new_desk(HUB_AUTHORITY if self.name == "hub" else None)
        self.hub_desk = self._new_desk(HUB_AUTHORITY) if self.under_hub else self.desk
        self.rows = self.last_row()

    def close(self) -> None:
        """Stop the program; what was not committed is gone."""
        self.store.close()

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
                return finished(self.exchange.do(step))

    def copy_to(self, folder: Path) -> Path:
        """Copy the store as a disk image would, between two transactions."""
        folder.mkdir(exist_ok=True)
        return copy_store(self.path, folder)

    def chain_of(self, epoch: int) -> list[int]:
        """Return the heads of this home's own chains of an epoch that it still pushes."""
        with self.store.read() as connection:
            return [head.seq for head, _durable in chains.own(connection, self.device) if head.epoch == epoch]

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
        desk.act_for(officer())
        return desk


def copy_store(path: Path, folder: Path) -> Path:
    """Copy a store's files into a folder and return the copy."""
    target = folder / path.name
    for suffix in ("", "-wal"):
        source = Path(f"{path}{suffix}")
        Path(f"{target}{suffix}").unlink(missing_ok=True)
        if source.exists():
            shutil.copy(source, f"{target}{suffix}")
    return target


def finished(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run what never waits, because its answers come at once."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        found: T = stop.value
        return found
    raise AssertionError("the simulation has nothing to wait for")
