"""One running centre: its database, who it is, and the parts that its routes share."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import APIRouter

from counter_tui.core.hub_announcement import SignedAnnouncement
from counter_tui.core.record import Record
from counter_tui.core.ticket_events import Authority
from counter_tui.server import identity
from counter_tui.server.admission import Gate
from counter_tui.server.description import Part
from counter_tui.server.figures import Figures
from counter_tui.server.identity import ServerIdentity
from counter_tui.server.journal import CentralJournal, Journal
from counter_tui.server.limits import Limits
from counter_tui.server.projector import Projector
from counter_tui.server.watch import Ends, Watch
from counter_tui.store.central.database import Database
from counter_tui.store.central.devices import CENTRAL, Tags
from counter_tui.store.central.nonces import Nonces as UsedNonces
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import WINDOW_S, Nonces

_log = logging.getLogger("counter_tui.server")


class Worker(Protocol):
    """A thread of the server."""

    def start(self) -> None:
        """Start the thread."""
        ...

    def stop(self) -> None:
        """End after the work in hand."""
        ...


class Follower(Worker, Protocol):
    """Follows what was taken in: the centre's projector, a hub's numberer."""

    def wake(self) -> None:
        """Tell that something was taken in."""
        ...


class Succession(Protocol):
    """A hub's ear for later ones (`server.hub.stepping_down`)."""

    def believes(self, record: Record) -> bool:
        """Return whether a record proves a later hub."""
        ...

    def told(self) -> list[SignedAnnouncement]:
        """Return what leads to this hub from the site's hubs before."""
        ...

    def hear(self, versions: Iterable[Record]) -> None:
        """Give way where one of these does."""
        ...


class SharedNonces(Nonces):
    """Nonces for many threads: of two copies of one request only one is fresh."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def fresh(self, device: str, nonce: str, now_ms: int) -> bool:
        """Remember a nonce; False when it was seen before."""
        with self._lock:
            return super().fresh(device, nonce, now_ms)


@dataclass(slots=True)
class Central:
    """What every route uses; `now` gives UTC milliseconds. A hub has another journal and follower, and
    workers, routers and their description of its own.

    `certificate` is the PEM that its terminals must see; empty where an authority vouches for it.
    `slip_signer` is the key of the centre behind a hub, whose slip key list it hands on; empty at a centre.
    `predecessors` are the keys of the hubs before this one, whose word for a terminal is taken.
    `pulling` gives a pull its turn.
    `tags` are how it labels the devices that it takes in. A request that was signed before `remembers_since`
    (UTC seconds) may have been answered by the process before, whose nonces are forgotten: it is signed anew.
    """

    database: Database
    identity: ServerIdentity
    now: Callable[[], int] = wall_ms
    certificate: str = ""
    slip_signer: str = ""
    predecessors: frozenset[str] = frozenset()
    tags: Tags = CENTRAL
    hub: Authority | None = None
    succession: Succession | None = None
    nonces: Nonces = field(default_factory=SharedNonces)
    limits: Limits = field(default_factory=Limits)
    gate: Gate = field(default_factory=Gate)
    pulling: Callable[[], AbstractAsyncContextManager[None]] = field(init=False)
    figures: Figures = field(default_factory=Figures)
    used: UsedNonces = field(init=False)
    remembers_since: int = field(init=False)
    journal: Journal = field(init=False)
    follower: Follower = field(init=False)
    workers: list[Worker] = field(default_factory=list)
    routers: list[APIRouter] = field(default_factory=list)
    described: list[Part] = field(default_factory=list)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        self.pulling = self.gate.pull
        # Where several processes share a PostgreSQL, nonces outlive them there.
        self.remembers_since = 0 if self.database.postgres else self.now() // 1000
        self.used = UsedNonces(self.database, 2 * WINDOW_S * 1000)
        self.journal = CentralJournal(self.database, self.identity)
        self.follower = Projector(self.database)
        self.watch = Watch(self._ends)

    def may_have_answered(self, created: int) -> bool:
        """Return whether a request that was signed then (UTC seconds) may have been answered and forgotten.

        After the server's clock was set back, what was signed from then on is remembered: else a server that
        was a day ahead would answer nobody for a day.
        """
        self.remembers_since = min(self.remembers_since, self.now() // 1000)
        return self.remembers_since > created

    def took_in(self, office: str) -> None:
        """Tell everybody concerned that an office has news."""
        self.follower.wake()
        self.watch.changed(office)

    def refresh(self) -> None:
        """See whether another process of this server began a new epoch."""
        if self.database.postgres:
            self.identity = identity.refreshed(self.database, self.identity)

    def went_back(self) -> None:
        """Begin a new epoch, because the database was restored: a cursor of its later self proves it."""
        _log.error("the database is older than a cursor that it gave out: a new epoch begins")
        self.identity = identity.renew(self.database, self.identity)

    def _ends(self) -> Ends:
        with self.database.read() as work:
            rows = work.rows("SELECT office, ingested, records FROM office_sequence")
        return {office: (ingested, records) for office, ingested, records in rows}
