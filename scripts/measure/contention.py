"""Eight terminals and one hub: how long a call takes when all call, and that none is called twice.

Open loop: a call is due every 50 ms, whatever became of those before. Closed loop: each terminal calls as
soon as its last call was answered, beside `GET /v1/health` asked in the same way on the same server.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil

from msgspec import json

from counter_tui.config import Home
from counter_tui.core.event import decode
from counter_tui.server import devices
from counter_tui.server.hub.opening import opened
from counter_tui.store import queries
from counter_tui.sync import enrol, wire
from counter_tui.sync.link import Link
from counter_tui.sync.peer import Peer
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.signing import DeviceKey, Request, from_text, sign_request
from scripts.measure.table import Row

TERMINALS = 8
CALLS_A_SECOND = 20
PATIENCE_S = 10.0


def measure(home: Home, seconds: float) -> list[Row]:
    """Return the rows of `contention`; each loop lasts so many seconds."""
    with _hub(home):
        peers, officer = _enrolled(home)
        return asyncio.run(_Site(peers, officer).measured(seconds))


@contextmanager
def _hub(home: Home) -> Iterator[None]:
    command = [sys.executable, "-m", "counter_tui", "hub", "--home", str(home.folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        if process.stdout is not None:
            process.stdout.readline()  # it listens once it has said so
        try:
            yield
        finally:
            process.terminate()


def _enrolled(home: Home) -> tuple[list[Peer], str]:
    address = home.settings().serves
    with opened(home) as (store, database, server):
        office = store.identity.office
        with store.read() as connection:
            officer = queries.records(connection, "officer")[0][0]
        codes = [
            devices.enrol(database, server, office=office, name=f"Loket {number}", address=address)
            for number in range(TERMINALS)
        ]
    newcomers = [enrol.Newcomer(office, "utama", f"ukur{number}", str(number)) for number in range(TERMINALS)]
    return [enrol.enrol(code, who)[0] for code, who in zip(codes, newcomers, strict=True)], officer


@dataclass
class _Caller:
    """One terminal: signed commands over one connection."""

    link: Link
    peer: Peer
    officer: str
    counter: str
    sent: int = 0

    async def ask(self, action: str, **arguments: object) -> wire.DeskAnswer:
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

    async def health(self) -> None:
        await self.link._client.get("/v1/health")


class _Site:
    """All terminals, what they called, and when another one saw it."""

    def __init__(self, peers: list[Peer], officer: str) -> None:
        self.callers = [
            _Caller(Link(peer, ServerClock()), peer, officer, str(number))
            for number, peer in enumerate(peers)
        ]
        self.called: list[str] = []
        self.sent_at: dict[str, float] = {}
        self.seen_at: dict[str, float] = {}

    async def measured(self, seconds: float) -> list[Row]:
        watching = asyncio.create_task(self._watch(self.callers[0].link))
        count = ceil(CALLS_A_SECOND * seconds)
        await self._issue(count * 6)
        open_loop = await self._open_loop(count)
        seen = await self._seen()
        health = await self._closed_loop(seconds, lambda caller: caller.health())
        calls = await self._closed_loop(seconds, self._call)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        twice = len(self.called) - len(set(self.called))
        return [
            Row("hub: call-next of 8 terminals, 20 a second, p99", _share(open_loop, 0.99), "ms", aim=25),
            Row("hub: the longest of them", max(open_loop), "ms", aim=150),
            Row("hub: seen at another terminal, p99", _share(seen, 0.99), "ms", aim=200),
            Row("hub: as fast as they can, a second", calls, "calls"),
            Row("hub: health asked as fast, for each call", health / calls, "times", aim=3),
            Row("hub: numbers called twice", twice, "", aim=0),
        ]

    async def _issue(self, count: int) -> None:
        share = ceil(count / TERMINALS)

        async def issue(caller: _Caller) -> None:
            for _ in range(share):
                await caller.ask("issue", service="paspor_baru")

        await asyncio.gather(*(issue(caller) for caller in self.callers))

    async def _open_loop(self, count: int) -> list[float]:
        begun = time.perf_counter()
        times: list[float] = []

        async def due(number: int) -> None:
            await asyncio.sleep(max(0.0, begun + number / CALLS_A_SECOND - time.perf_counter()))
            started = time.perf_counter()
            await self._call(self.callers[number % TERMINALS])
            times.append((time.perf_counter() - started) * 1000)

        await asyncio.gather(*(due(number) for number in range(count)))
        return times

    async def _call(self, caller: _Caller) -> None:
        started = time.perf_counter()
        answer = await caller.ask("call-next")
        if answer.done:
            self.called.append(answer.ticket)
            self.sent_at[decode(answer.lines[0].encode()).id] = started

    async def _closed_loop(self, seconds: float, ask: Callable[[_Caller], Awaitable[None]]) -> float:
        ends = time.perf_counter() + seconds
        done = 0

        async def loop(caller: _Caller) -> None:
            nonlocal done
            while time.perf_counter() < ends:
                await ask(caller)
                done += 1

        await asyncio.gather(*(loop(caller) for caller in self.callers))
        return done / seconds

    async def _watch(self, link: Link) -> None:
        """Hold a long-poll open as a terminal does, and note when each event arrives."""
        cursor = ""
        while True:
            head, lines = await link.pull(wire.PullQuery(cursor=cursor, wait=20))
            cursor = head.cursor
            now = time.perf_counter()
            for line in lines:
                self.seen_at.setdefault(decode(line).id, now)

    async def _seen(self) -> list[float]:
        ends = time.perf_counter() + PATIENCE_S
        while self.sent_at.keys() - self.seen_at.keys() and time.perf_counter() < ends:
            await asyncio.sleep(0.05)
        late = PATIENCE_S * 1000
        return [
            (self.seen_at[id_] - sent) * 1000 if id_ in self.seen_at else late
            for id_, sent in self.sent_at.items()
        ]


def _share(times: list[float], share: float) -> float:
    return sorted(times)[ceil(len(times) * share) - 1]
