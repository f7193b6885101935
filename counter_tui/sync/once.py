"""`counter-tui sync --once`: exchange everything with the server now, then stop."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.sync.conversation import Conversation
from counter_tui.sync.daemon_executor import DaemonExecutor
from counter_tui.sync.exchange import Exchange
from counter_tui.sync.link import Link
from counter_tui.sync.ownership import own_sync
from counter_tui.sync.peer import Peer
from counter_tui.sync.ports import SyncStore
from counter_tui.sync.protocol import Protocol, Step
from counter_tui.sync.reporter import Reporter
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.status import StatusFile

PATIENCE_S = 20.0
"""How long another process of this home may take to let sync go."""

Open = Callable[[Peer, ServerClock], Link]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What went over the line: events pushed and pulled, and what the centre still lacks.

    `code` says why it ended early: unreachable, revoked, …; empty when everything was exchanged.
    """

    pushed: int
    pulled: int
    unsynced: int
    code: str = ""


def sync_once(store: SyncStore, peer: Peer, home: Path, open_link: Open = Link) -> Exchanged:
    """Exchange everything once; raises Refused while another process of this home keeps sync to itself."""
    return asyncio.run(_once(store, peer, home, open_link))


def catch_up(store: SyncStore, peer: Peer, open_link: Open = Link) -> bool:
    """Exchange everything beside whoever owns this home's sync, and return whether it was everything.

    For a moment at which nothing may be missing here; what comes twice is one.
    """
    return asyncio.run(_catch_up(store, peer, open_link))


async def _catch_up(store: SyncStore, peer: Peer, open_link: Open) -> bool:
    asyncio.get_running_loop().set_default_executor(DaemonExecutor())
    link = open_link(peer, ServerClock())
    try:
        conversation = Conversation(Protocol(random.random), Exchange(store, link), lambda *_told: None)
        return await _to_the_end(conversation) is Step.LISTEN
    finally:
        await link.close()


async def _to_the_end(conversation: Conversation) -> Step:
    while (step := await conversation.advance()) not in (Step.LISTEN, Step.REST, Step.WAIT):
        continue
    return step


async def _once(store: SyncStore, peer: Peer, home: Path, open_link: Open) -> Exchanged:
    asyncio.get_running_loop().set_default_executor(DaemonExecutor())
    try:
        async with own_sync(home, PATIENCE_S):
            return await _exchange(store, peer, home, open_link)
    except TimeoutError as error:
        raise Refused(
            _("Program lain di komputer ini sedang menyinkronkan. Data aman dan terkirim olehnya."),
            code="sync_busy",
        ) from error


async def _exchange(store: SyncStore, peer: Peer, home: Path, open_link: Open) -> Exchanged:
    clock = ServerClock()
    link = open_link(peer, clock)
    try:
        reporter = Reporter(store, clock, peer.address, StatusFile(home))
        exchange = Exchange(store, link)
        step = await _to_the_end(Conversation(Protocol(random.random), exchange, reporter.told))
    finally:
        await link.close()
    tally, unsynced = exchange.tally, store.unsynced()[0]
    code = "" if step is Step.LISTEN else reporter.status.detail
    return Exchanged(tally.pushed, tally.pulled, unsynced, code)
