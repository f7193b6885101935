"""Real clients: every terminal runs the program's own protocol, exchange and link until it is current."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence

from counter_tui.store.central.tables import Server
from counter_tui.sync.conversation import Conversation
from counter_tui.sync.exchange import Exchange
from counter_tui.sync.link import Link
from counter_tui.sync.protocol import Protocol, Setback, Step
from counter_tui.sync.server_clock import ServerClock
from scripts.june.centre import peer
from scripts.june.country import Office
from scripts.june.drain import Tally
from scripts.june.light_store import LightStore, fingerprint

AT_ONCE_BEFORE = 16
"""How many terminals sync at once before the outage, when nobody is in a hurry."""

PUT_OFF = ("unavailable", "busy", "too_often")
"""The centre's codes for a request that it puts off (503, 429)."""


class Client:
    """One terminal's line; `others` is the sum of fingerprints of its office's other terminals' events."""

    def __init__(self, office: Office, place: int, server: Server, address: str) -> None:
        terminal = office.terminals[place]
        self.store = LightStore(terminal)
        self.others = 0
        self._awaited = office.events - terminal.events
        self._link = Link(peer(terminal, server, address), ServerClock())
        self._exchange = Exchange(self.store, self._link)
        self._tally: Tally | None = None

    @property
    def differs(self) -> bool:
        """Whether it holds anything else of its office than what the others wrote."""
        return (self.store.received, self.store.fingerprint) != (self._awaited, self.others)

    async def meet(self) -> None:
        """Sync once on a quiet day before the outage: from here on it has cursors."""
        await self._converse(lambda step: step is Step.LISTEN)

    async def drain(self, tally: Tally) -> None:
        """Push the week and pull everybody else's until nothing is missing."""
        self._tally, self.store.went_by = tally, True
        await self._converse(lambda _step: self.store.all_sent and self.store.received >= self._awaited)
        tally.current_at = max(tally.current_at, time.monotonic())
        tally.pulled += self.store.received
        tally.held += self.store.quarantined
        await self._link.close()

    async def _converse(self, done: Callable[[Step], bool]) -> None:
        conversation = Conversation(Protocol(random.random), self._exchange, self._told)
        before = 0
        while not done(await conversation.advance()):
            if self._tally and self._exchange.tally.pushed > before:
                self._tally.push(self._exchange.tally.pushed - before)
                before = self._exchange.tally.pushed
        await conversation.hang_up()

    def _told(self, _step: Step, setback: Setback | None) -> None:
        if self._tally and setback:
            self._tally.retries += 1
            self._tally.busy += setback.code in PUT_OFF


async def meet_all(clients: Sequence[Client]) -> None:
    """Let all terminals sync once before the outage."""
    turn = asyncio.Semaphore(AT_ONCE_BEFORE)

    async def meet(client: Client) -> None:
        async with turn:
            await client.meet()

    await asyncio.gather(*map(meet, clients))


async def drain(clients: Sequence[Client], tally: Tally) -> None:
    """Let all terminals return at once."""
    await asyncio.gather(*(client.drain(tally) for client in clients))


def make(offices: Sequence[Office], server: Server, address: str) -> list[Client]:
    """Return a client for every terminal, each knowing the sum of what it must receive."""
    clients: list[Client] = []
    for office in offices:
        sums = [
            sum(fingerprint(line) for lines in terminal.pages(1000) for line in lines)
            for terminal in office.terminals
        ]
        for place in range(len(office.terminals)):
            client = Client(office, place, server, address)
            client.others = (sum(sums) - sums[place]) % 2**64
            clients.append(client)
    return clients
