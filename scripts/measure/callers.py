"""Terminals of a site reduced to their requests: each calls over a connection of its own and listens."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from math import ceil

import httpx
from msgspec import json

from counter_tui.core.event import decode
from counter_tui.sync import wire
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand
from counter_tui.sync.link import Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.server_clock import ServerClock

TERMINALS = 8
"""How many a site has that is measured; one of them is real (`onlooker`) and only looks on."""


@dataclass
class Caller:
    """One terminal: signed commands over one connection, a long-poll over another; `cursor` is its last."""

    link: Link
    officer: str
    counter: str
    sent: int = 0
    cursor: str = ""

    async def ask(self, action: str, **arguments: object) -> DeskAnswer:
        """Ask the hub for one action."""
        return json.decode(await self.send(self.command(action, **arguments)), type=DeskAnswer)

    async def send(self, request: httpx.Request) -> bytes:
        """Send a request and return the answer's body."""
        return (await self.link._client.send(request)).content

    def command(self, action: str, **arguments: object) -> httpx.Request:
        """Return the signed request for one action, to be sent within minutes."""
        self.sent += 1
        command = DeskCommand(
            id=f"{time.time_ns()}-{self.sent}",
            counter=self.counter,
            officer=self.officer,
            arguments=arguments,
            cursor=self.cursor,
        )
        body = json.encode(command)
        client = self.link._client
        request = client.build_request(
            "POST", f"/v1/desk/{action}", content=body, headers={"content-type": wire.JSON}
        )
        self.link._signer.sign(request, body)
        return request

    async def listen(self) -> None:
        """Hold a long-poll open as a terminal does."""
        while True:
            await self.pull(wait=20)

    async def pull(self, wait: int = 0) -> bool:
        """Hear a page of what there is, for which it waits so many seconds; return whether there is more."""
        head, _lines = await self.link.pull(wire.PullQuery(cursor=self.cursor, wait=wait))
        self.cursor = head.cursor
        return head.more


class Callers:
    """All of them: what they called, and when each call was sent (`time.perf_counter`), by its event's id.

    `waiting` is how many numbers wait at the site.
    """

    def __init__(self, peers: list[Peer], officer: str, waiting: int) -> None:
        self.waiting = waiting
        self.all = [
            Caller(Link(peer, ServerClock()), officer, str(number)) for number, peer in enumerate(peers)
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
        self._note(answer)
        if answer.done:
            self.sent_at[decode(answer.lines[0].encode()).id] = started

    async def timed_call(self, caller: Caller) -> float:
        """Call the next number at one of them and return how long it took, in milliseconds."""
        started = time.perf_counter()
        await self.call(caller)
        return (time.perf_counter() - started) * 1000

    def _note(self, answer: DeskAnswer) -> None:
        if answer.done:
            self.waiting -= 1
            self.called.append(answer.ticket)

    async def open_loop(self, count: int, a_second: float) -> list[float]:
        """Call in turn, so many a second whether or not the last was answered; return how long each took."""
        begun = time.perf_counter()

        async def due(number: int) -> float:
            await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
            return await self.timed_call(self.all[number % len(self.all)])

        return await asyncio.gather(*map(due, range(count)))

    async def health(self, seconds: float) -> float:
        """Let each ask for the hub's health again as soon as it has its answer; return answers a second."""
        begun = time.perf_counter()

        async def asked(caller: Caller) -> int:
            count = 0
            while time.perf_counter() < begun + seconds:
                await caller.send(caller.link._client.build_request("GET", "/v1/health"))
                count += 1
            return count

        counts = await asyncio.gather(*map(asked, self.all))
        return sum(counts) / (time.perf_counter() - begun)

    async def calls(self, count: int) -> float:
        """Let each call again as soon as it has its answer, so many together; return answers a second.

        What a terminal does of it itself, pulling, signing and reading, is done before and after: eight of
        them would do that on machines of their own.
        """
        for caller in self.all:
            while await caller.pull():
                pass
        prepared = [
            [caller.command("call-next") for _ in range(count // len(self.all))] for caller in self.all
        ]
        begun = time.perf_counter()

        async def asked(caller: Caller, requests: list[httpx.Request]) -> list[bytes]:
            return [await caller.send(request) for request in requests]

        answers = await asyncio.gather(*map(asked, self.all, prepared))
        seconds = time.perf_counter() - begun
        for body in chain.from_iterable(answers):
            self._note(json.decode(body, type=DeskAnswer))
        return len(list(chain.from_iterable(answers))) / seconds
