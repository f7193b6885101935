"""Sync in a daemon thread of its own: it wakes on commits, and never delays a key or the exit.

One process per home owns sync (a file lock); the others read its status file until it ends.
"""

import asyncio
import contextlib
import logging
import random
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.sync.peer import Peer
from counter_tui.sync.ports import SyncStore
from counter_tui.sync.protocol import HUB_PAUSE_S, LONGEST_PAUSE_S, Protocol, Step
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.status import ALONE, StatusFile, SyncStatus

if TYPE_CHECKING:
    from counter_tui.sync.conversation import Conversation
    from counter_tui.sync.link import Link

GLANCE_S = 0.5
"""How often commits of other processes are looked for."""
PRUNE_EVERY_S = 6 * 3600.0
BEGIN_AGAIN_S = 5.0
_FAREWELL_S = 0.5

log = logging.getLogger(__name__)

Open = Callable[[Peer, ServerClock], "Link"]


Guide = Callable[[Peer, bool], Peer | None]


def _stay(_peer: Peer, _away: bool) -> Peer | None:
    return None


def open_link(peer: Peer, clock: ServerClock) -> "Link":
    """Return the HTTP link to a peer; its library is loaded only here, in the thread that needs it."""
    from counter_tui.sync.link import Link

    return Link(peer, clock)


class SyncLoop:
    """The sync thread of one home; without a peer it does nothing and says `alone`.

    `changed` is called in this thread whenever the status changed; it must return at once. `guide` is asked
    where the hub is now, with the present peer and whether that does not answer.
    """

    def __init__(
        self,
        store: SyncStore,
        peer: Peer | None,
        home: Path,
        *,
        changed: Callable[[], None] = lambda: None,
        open_link: Open = open_link,
        clock: ServerClock | None = None,
        guide: Guide = _stay,
    ) -> None:
        self._store = store
        self._peer = peer
        self._home = home
        self._changed = changed
        self._open_link = open_link
        self._clock = clock or ServerClock()
        self._guide = guide
        self._asked_guide_at = -1
        self._file = StatusFile(home)
        self._status: Callable[[], SyncStatus | None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[None] | None = None
        self._conversation: Conversation | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        if self._peer is not None:
            self._thread.start()

    def stop(self) -> None:
        """End at once: what is in flight is given up, nothing that is committed is lost."""
        self._stopping.set()
        self._call(lambda: self._main.cancel() if self._main else None)
        if self._thread.is_alive():
            self._thread.join(_FAREWELL_S)

    def wake(self) -> None:
        """Say that something was committed here; cheap, from any thread."""
        self._call(lambda: self._conversation.committed.set() if self._conversation else None)

    def hurry(self) -> None:
        """End a pause now, because the officer says that the line is back."""
        self._call(lambda: self._conversation.hurry.set() if self._conversation else None)

    def status(self) -> SyncStatus:
        """Return the present snapshot; that of the owning process while another one has sync.

        Before the first word with the centre it is neither up nor down: `connecting`.
        """
        if self._peer is None:
            return ALONE
        return self._status() or SyncStatus(state="connecting", address=self._peer.address)

    def _call(self, action: Callable[[], object]) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the thread has ended meanwhile
                self._loop.call_soon_threadsafe(action)

    def _run(self) -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                asyncio.run(self._talk())
        except Exception as fault:
            log.exception("sync ended: %s", type(fault).__name__)

    async def _talk(self) -> None:
        from counter_tui.sync.daemon_executor import DaemonExecutor
        from counter_tui.sync.ownership import own_sync

        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        self._loop.set_default_executor(DaemonExecutor())
        if self._stopping.is_set():
            return
        async with own_sync(self._home, taken=self._read_the_owner):
            try:
                while True:
                    await self._converse()
            finally:
                self._read_the_owner()

    def _read_the_owner(self) -> None:
        self._status = self._file.read

    async def _converse(self) -> None:
        """Talk until a fault of this machine (full disk, damaged file); then begin again after a while."""
        try:
            async with self._open() as conversation:
                watch = asyncio.create_task(self._watch(conversation))
                try:
                    while not watch.done():
                        if await self._led_elsewhere(await conversation.advance()):
                            return
                    await watch
                finally:
                    watch.cancel()
                    await conversation.hang_up()
        except Exception as fault:
            log.warning("sync begins again after %s", type(fault).__name__)
            await asyncio.sleep(BEGIN_AGAIN_S)

    async def _led_elsewhere(self, step: Step) -> bool:
        """Return whether the hub is another one, or elsewhere, now; the next conversation is with that."""
        version = self._store.version()
        away = step is Step.WAIT
        if self._peer is None or not self._peer.is_hub or not (away or self._news(step, version)):
            return False
        self._asked_guide_at = version
        found = await asyncio.to_thread(self._guide, self._peer, away)
        self._peer = found or self._peer
        return found is not None

    def _news(self, step: Step, version: int) -> bool:
        return step is Step.LISTEN and version != self._asked_guide_at

    @contextlib.asynccontextmanager
    async def _open(self) -> AsyncIterator["Conversation"]:
        from counter_tui.sync.conversation import Conversation
        from counter_tui.sync.exchange import Exchange
        from counter_tui.sync.pulse import Pulse
        from counter_tui.sync.reporter import Reporter

        if self._peer is None:
            raise RuntimeError("a loop without a peer never starts")
        reporter = Reporter(self._store, self._clock, self._peer.address, self._file, self._changed)
        self._status = lambda: reporter.status
        link = self._open_link(self._peer, self._clock)
        try:
            hub = self._peer.is_hub
            protocol = Protocol(random.random, HUB_PAUSE_S if hub else LONGEST_PAUSE_S)
            pulse = Pulse(link.alive if hub else None)
            self._conversation = Conversation(protocol, Exchange(self._store, link), reporter.told, pulse)
            yield self._conversation
        finally:
            await link.close()

    async def _watch(self, conversation: "Conversation") -> None:
        """Notice what other processes commit, and prune now and then."""
        seen, next_prune = self._store.version(), 0.0
        while True:
            version = self._store.version()
            if version != seen:
                seen = version
                conversation.committed.set()
            now = asyncio.get_running_loop().time()
            if now >= next_prune and conversation.protocol.step is Step.LISTEN:
                next_prune = now + PRUNE_EVERY_S
                self._store.prune(self._clock.now())
            await asyncio.sleep(GLANCE_S)
