"""Terminals of a site reduced to their requests: each calls over a connection of its own and listens."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from math import ceil

from msgspec import json

from counter_tui.core.event import decode
from counter_tui.sync import wire
from counter_tui.sync.link import Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signing import DeviceKey, Request, from_text, sign_request

TERMINALS = 8
"""How many a site has that is measured; one of them is real (`onlooker`) and only looks on."""


@dataclass
class Caller:
    """One terminal: signed commands over one connection, a long-poll over another."""

    link: Link
    peer: Peer
    officer: str
    counter: str
    sent: int = 0

    async def ask(self, action: str, **arguments: object) -> wire.DeskAnswer:
        """Ask the hub for one action."""
        self.sent += 1
        command = wire.DeskCommand(
            id=f"{time.time_ns()}-{self.sent}",
            counter=self.counter,
            officer=self.officer,
            arguments=arguments,
        )
        body = json.encode(command)
        client = self.link._client
        request = client.build_request(
            "POST", f"/v1/desk/{action}", content=body, headers={"content-type": wire.JSON}
        )
        signed = Request("POST", str(request.url), {})
        key = DeviceKey(from_text(self.peer.key))
        sign_request(signed, body, device=self.peer.device, key=key, now_ms=time.time_ns() // 1_000_000)
        request.headers.update(signed.headers)
        answer = await client.send(request)
        return json.decode(answer.content, type=wire.DeskAnswer)

    async def listen(self) -> None:
        """Hold a long-poll open as a terminal does."""
        cursor = ""
        while True:
            head, _lines = await self.link.pull(wire.PullQuery(cursor=cursor, wait=20))
            cursor = head.cursor


class Callers:
    """All of them: what they called, and when each call was sent (`time.perf_counter`), by its event's id.

    `waiting` is how many numbers wait at the site.
    """

    def __init__(self, peers: list[Peer], officer: str, waiting: int) -> None:
        self.waiting = waiting
        self.all = [
            Caller(Link(peer, ServerClock()), peer, officer, str(number)) for number, peer in enumerate(peers)
        ]
        self.called: list[str] = []
        self.sent_at: dict[str, float] = {}

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Let all of them listen, until they hang up at the end."""
        tasks = [asyncio.create_task(caller.listen()) for caller in self.all]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def close(self) -> None:
        """Drop all connections."""
        for caller in self.all:
            await caller.link.close()

    async def gather(self, count: int) -> None:
        """Issue numbers until so many wait."""
        share = ceil(max(0, count - self.waiting) / len(self.all))

        async def issue(caller: Caller) -> None:
            for _ in range(share):
                await caller.ask("issue", service="paspor_baru")

        await asyncio.gather(*map(issue, self.all))
        self.waiting += share * len(self.all)

    async def call(self, caller: Caller) -> None:
        """Call the next number at one of them."""
        started = time.perf_counter()
        answer = await caller.ask("call-next")
        if answer.done:
            self.waiting -= 1
            self.called.append(answer.ticket)
            self.sent_at[decode(answer.lines[0].encode()).id] = started

    async def timed_call(self, caller: Caller) -> float:
        """Call the next number at one of them and return how long it took, in milliseconds."""
        started = time.perf_counter()
        await self.call(caller)
        return (time.perf_counter() - started) * 1000

    async def health(self, caller: Caller) -> None:
        """Ask for the hub's health over the same connection."""
        await caller.link._client.get("/v1/health")

    async def open_loop(self, count: int, a_second: float) -> list[float]:
        """Call in turn, so many a second whether or not the last was answered; return how long each took."""
        begun = time.perf_counter()

        async def due(number: int) -> float:
            await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
            return await self.timed_call(self.all[number % len(self.all)])

        return await asyncio.gather(*map(due, range(count)))

    async def closed_loop(self, seconds: float, ask: Callable[[Caller], Awaitable[None]]) -> float:
        """Let each ask again as soon as it has its answer; return how many were answered a second."""
        begun = time.perf_counter()
        done = 0

        async def loop(caller: Caller) -> None:
            nonlocal done
            while time.perf_counter() < begun + seconds:
                await ask(caller)
                done += 1

        await asyncio.gather(*map(loop, self.all))
        return done / (time.perf_counter() - begun)
