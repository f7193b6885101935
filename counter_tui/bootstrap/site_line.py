"""What a home is at its site: a hub, a terminal of one or of the centre, or alone; and the threads for it.

A promotion, a move or another process of this home may change that at any time: `look` takes up what the
store says now, so that a program that runs goes on without a restart.
"""

import threading
from typing import TYPE_CHECKING, NamedTuple

from counter_tui.core.ticket_events import Authority
from counter_tui.store import queries
from counter_tui.store.hub import standing

if TYPE_CHECKING:
    from counter_tui.bootstrap.hub_line import HubLine
    from counter_tui.bootstrap.hub_watch import HubWatch
    from counter_tui.config import Home
    from counter_tui.store.store import Store
    from counter_tui.sync.loop import SyncLoop
    from counter_tui.sync.peer import Peer


PEER = "peer"
"""Meta name of the server (`sync.peer.META_KEY`), without loading that room where there is none."""


Kept = tuple[str | None, str | None]
"""Hub epoch and server as the store keeps them."""


class Place(NamedTuple):
    """The authority of the hub that a home is, if it is one, and the server that it is enrolled at."""

    hub: Authority | None
    peer: "Peer | None"

    @property
    def under_hub(self) -> bool:
        """Whether a hub numbers and calls for this home."""
        return self.hub is None and self.peer is not None and self.peer.is_hub


def place_of(store: "Store") -> Place:
    """Return what a home is at its site, as its store says."""
    return _read(store.identity.device, _kept(store))


def _kept(store: "Store") -> Kept:
    with store.read() as connection:
        return queries.meta(connection, standing.KEY), queries.meta(connection, PEER)


def _read(device: str, kept: Kept) -> Place:
    epoch, server = kept
    hub = Authority(kind="hub", id=device, epoch=int(epoch)) if epoch else None
    if not server:
        return Place(hub, None)
    from counter_tui.sync import peer

    return Place(hub, peer.load(server))


class SiteLine:
    """One home's place, its line to the hub (`port`) and its sync; used from the desk's thread.

    Threads begin with `start` and are others after each change of place.
    """

    def __init__(self, store: "Store", home: "Home") -> None:
        self._store = store
        self._home = home
        self._started = False
        self._sync: SyncLoop | None = None
        self._watch: HubWatch | None = None
        self._starting = threading.Lock()
        self._seen = store.version()
        self._kept = _kept(store)
        self.place = _read(store.identity.device, self._kept)
        self.port = self._port()
        store.on_commit(self._wake)

    @property
    def sync(self) -> "SyncLoop | None":
        """The sync of this process, once it began."""
        return self._sync

    def look(self) -> bool:
        """Take up another place where the store tells of one; tell whether somebody else grants now."""
        version = self._store.version()
        if version == self._seen:
            return False
        self._seen = version
        kept = _kept(self._store)
        if kept == self._kept:
            return False
        self._kept = kept
        now = _read(self._store.identity.device, kept)
        before, self.place = self.place, now
        if before.under_hub and now.under_hub and self.port is not None and now.peer is not None:
            self.port.follow(now.peer)  # its sync is led there by itself
            return before.peer is None or before.peer.server != now.peer.server
        with self._starting:
            self._end()
            self.port = self._port()
            if self._started:
                self._begin()
        return True

    def start(self) -> None:
        """Begin to exchange; a home that is enrolled nowhere stays alone."""
        with self._starting:
            if not self._started:
                self._started = True
                self._begin()

    def stop(self) -> None:
        """End the threads; nothing that is committed is lost."""
        with self._starting:
            self._started = False
            self._end()

    def resolve(self) -> None:
        """Ask the hub now what became of commands whose answer was lost; without any nothing is asked."""
        from counter_tui.store import open_commands

        with self._store.read() as connection:
            lost = bool(open_commands.standing(connection))
        if lost and self.port is not None:
            from counter_tui.desk import hub_return

            with self.port.alone():
                hub_return.resolve(self._store, self.port)

    def led_elsewhere(self, peer: "Peer", away: bool) -> "Peer | None":
        """Follow the hub to another address or computer, the desk's own line too."""
        if not peer.is_hub:
            return None
        from counter_tui.bootstrap.hub_guide import HubGuide

        found = HubGuide(self._store, self._home).elsewhere(peer, unreachable=away)
        if found is not None and self.port is not None:
            self.port.follow(found)
        return found

    def _port(self) -> "HubLine | None":
        if not self.place.under_hub or self.place.peer is None:
            return None
        from counter_tui.bootstrap.hub_guide import HubGuide
        from counter_tui.bootstrap.hub_line import HubLine

        guide = HubGuide(self._store, self._home)
        return HubLine(self._store, self.place.peer, self._home.folder, self._hears_hub, moved=guide.moved)

    def _hears_hub(self) -> bool | None:
        """Return whether the sync thread of this process hears the hub; None before it knows."""
        status = self._sync.status() if self._sync is not None else None
        return None if status is None or status.state == "connecting" else status.online

    def _begin(self) -> None:
        from counter_tui.store.syncing import StoreSync
        from counter_tui.sync.loop import SyncLoop

        self._sync = SyncLoop(
            StoreSync(self._store), self.place.peer, self._home.folder, guide=self.led_elsewhere
        )
        self._sync.start()
        if self.port is not None:
            from counter_tui.bootstrap.hub_watch import HubWatch

            self._watch = HubWatch(self._store, self.port)
            self._watch.start()

    def _wake(self) -> None:
        if self._sync is not None:
            self._sync.wake()

    def _end(self) -> None:
        for part in (self._watch, self._sync):
            if part is not None:
                part.stop()
        if self.port is not None:
            self.port.close()
        self._watch = self._sync = None
