"""A terminal's line to its hub: asked by the desk and by the thread that settles, one at a time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from counter_tui.store.process_lock import ProcessLock

if TYPE_CHECKING:
    from pathlib import Path

    from counter_tui.core.ticket_events import Authority
    from counter_tui.desk.hub_port import Standing
    from counter_tui.store.store import Store
    from counter_tui.sync.desk_command import DeskAnswer, DeskCommand
    from counter_tui.sync.hub_client import HubClient
    from counter_tui.sync.peer import Peer

LOCK = "hub.lock"
PAUSE_S = 3.0
"""So long after a lost answer no key waits for the hub again; the sync thread knows by then how it is."""

LOOK_S = 0.2
"""How often it is asked, while the hub moves, where that is now."""

T = TypeVar("T")
Open = Callable[["Peer", "Store"], "HubClient"]


def _stay(_peer: "Peer") -> "Peer | None":
    return None


def open_client(peer: "Peer", store: "Store") -> "HubClient":
    """Return the HTTP client of a hub; its library is loaded only here, for the first command."""
    from counter_tui.store.syncing import StoreSync
    from counter_tui.sync.hub_client import HubClient

    return HubClient(peer, StoreSync(store))


class HubLine:
    """Implements `desk.hub_port.HubPort`; its library is loaded when the first command goes.

    `heard` tells whether the sync thread of this process hears the hub; None where nobody listens.
    `moved` leads from a hub that moves to the next one, once that takes this terminal in.
    """

    def __init__(
        self,
        store: "Store",
        peer: "Peer",
        home: "Path",
        heard: Callable[[], bool | None],
        *,
        open_client: "Open" = open_client,
        moved: "Callable[[Peer], Peer | None]" = _stay,
    ) -> None:
        self._store = store
        self._peer = peer
        self._heard = heard
        self._open_client = open_client
        self._moved = moved
        self._turn = threading.Lock()
        self._lock = ProcessLock(home / LOCK)
        self._client: HubClient | None = None
        self._speaks_to: Peer | None = None
        self._away_until = 0.0
        self.unsettled = True
        """Whether commands may have lost their answer; at the start an earlier process may have left some."""

    def standing(self) -> "Standing":
        """Return whether the hub answers, without asking it."""
        if self._heard() is False or time.monotonic() < self._away_until:
            return "away"
        return "up"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep this home's other threads and processes from the line."""
        with self._turn, self._lock:
            yield

    def command(self, action: str, command: "DeskCommand") -> "DeskAnswer | None":
        """Ask the hub for something to be done, a moving one where it moves; None for no answer in time."""
        from counter_tui.sync.hub_client import Moving
        from counter_tui.sync.move import PATIENCE_S

        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self._asked(lambda client: client.command(action, command))
            except Moving:
                if time.monotonic() >= ends:
                    self._lose()
                    return None
                self._go_along()

    def authority(self) -> "Authority | None":
        """Return the authority of the hub's numbers; None while it does not answer."""
        return self._asked(lambda client: client.authority())

    def connected(self) -> bool:
        """Open the connection before a key needs it; return whether the hub answered."""
        with self.alone():
            return self.authority() is not None

    def follow(self, peer: "Peer") -> None:
        """Speak to another hub, or at another address, from the next question on."""
        self._peer = peer
        self._away_until = 0.0
        self.unsettled = True

    def try_again(self) -> None:
        """End the pause after a lost answer now: somebody knows that the hub is back."""
        self._away_until = 0.0

    def close(self) -> None:
        """Drop the connection."""
        with self._turn:
            if self._client is not None:
                self._client.close()
            self._lock.close()

    def _asked(self, ask: "Callable[[HubClient], T]") -> T | None:
        from counter_tui.sync.hub_client import Away, Moving

        try:
            answer = ask(self._client_of(self._peer))
        except Moving:
            raise
        except Away:
            self._lose()
            return None
        self._away_until = 0.0
        return answer

    def _client_of(self, peer: "Peer") -> "HubClient":
        if self._client is None or self._speaks_to != peer:
            if self._client is not None:
                self._client.close()
            self._client, self._speaks_to = self._open_client(peer, self._store), peer
        return self._client

    def _lose(self) -> None:
        self._away_until = time.monotonic() + PAUSE_S
        self.unsettled = True

    def _go_along(self) -> None:
        found = self._moved(self._peer)
        if found is not None:
            self.follow(found)
        else:
            time.sleep(LOOK_S)
