"""Prebuilt bodies: packed and signed before the drain, so that the server is measured and not its clients.

Only the request's own signature is made as it is sent: a server takes none that is older than five minutes.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import digest
from counter_tui.sync import packing, wire
from counter_tui.sync.protocol import FIRST_PAUSE_S, LONGEST_PAUSE_S
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import Request, sign_request
from scripts.june.country import Terminal
from scripts.june.drain import Tally
from scripts.june.plain_http import Answer, Connection

_OK, _BUSY = 200, (429, 503)


@dataclass(slots=True)
class Bodies:
    """One terminal's pushes in a file, in their order."""

    terminal: Terminal
    path: Path
    sizes: list[int] = field(default_factory=list)

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            yield from map(file.read, self.sizes)


def build(terminal: Terminal) -> Bodies:
    """Pack and sign all pushes of a terminal."""
    bodies = Bodies(terminal, terminal.path.with_suffix(".bodies"))
    who, seq = terminal.who, 0
    with bodies.path.open("wb") as file:
        for lines in terminal.pages(wire.MAX_LINES):
            seq += len(lines)
            head = SignedHead(
                office=who.office, device=who.device, epoch=who.epoch, seq=seq, hash=digest(lines[-1])
            )
            body = packing.pack(wire.PushHead(head=terminal.key.sign_head(head)), lines)
            bodies.sizes.append(file.write(body))
    return bodies


async def drain(address: str, everyone: Sequence[Bodies], tally: Tally) -> None:
    """Let all terminals push at once, each its bodies one after the other."""
    async with asyncio.TaskGroup() as together:
        for bodies in everyone:
            together.create_task(_Pusher(address, bodies.terminal, tally).push_all(bodies))


class _Pusher:
    """One terminal's connection; after a failure it pauses as the program's own sync does."""

    def __init__(self, address: str, terminal: Terminal, tally: Tally) -> None:
        self._url = f"{address}/v1/events"
        self._connection = Connection(address)
        self._terminal = terminal
        self._tally = tally
        self._failures = 0

    async def push_all(self, bodies: Bodies) -> None:
        try:
            for body in bodies:
                answer = await self._push(body)
                self._tally.held += len(wire.quarantined(answer.events))
                self._tally.push(len(answer.events))
        finally:
            self._connection.close()

    async def _push(self, body: bytes) -> wire.PushAnswer:
        """Push one body until it is answered."""
        while True:
            try:
                answer = await self._ask(body)
            except OSError:
                answer = None
            if answer is not None and answer.status == _OK:
                self._failures = 0
                return msgspec.json.decode(answer.body, type=wire.PushAnswer)
            self._tally.retries += 1
            await asyncio.sleep(self._pause(answer))

    async def _ask(self, body: bytes) -> Answer:
        request = Request("POST", self._url, {"content-type": wire.NDJSON})
        who = self._terminal
        sign_request(request, body, device=who.who.device, key=who.key, now_ms=wall_ms())
        return await self._connection.ask("POST", "/v1/events", request.headers, body)

    def _pause(self, answer: Answer | None) -> float:
        pause = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0**self._failures) * random.uniform(0.5, 1)  # noqa: S311 - jitter
        self._failures += 1
        if answer is None:
            return pause
        if answer.status not in _BUSY:
            raise RuntimeError(f"the centre answered {answer.status} {answer.body.decode()}")
        self._tally.busy += 1
        return max(pause, float(answer.headers.get("retry-after", 0)))
