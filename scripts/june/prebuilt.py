"""Prebuilt bodies: packed and signed before the drain, so that the server is measured and not its clients.

Only the request's own signature is made as it is sent: a server takes none that is older than five minutes.
"""

import asyncio
import random
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import msgspec

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import digest
from counter_tui.sync import wire
from counter_tui.sync.server_clock import wall_ms
from counter_tui.sync.signing import Request, sign_request
from scripts.june.country import Terminal
from scripts.june.drain import Tally

_OK, _BUSY = 200, (429, 503)
_PATIENCE = httpx.Timeout(120, connect=5)


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
            body = wire.pack(wire.PushHead(head=terminal.key.sign_head(head)), lines)
            bodies.sizes.append(file.write(body))
    return bodies


async def drain(address: str, everyone: Sequence[Bodies], tally: Tally) -> None:
    """Let all terminals push at once, each its bodies one after the other."""
    trusted = ssl.create_default_context()  # costly, and the same for all
    async with asyncio.TaskGroup() as together:
        for bodies in everyone:
            # A client each: one that is shared looks at everybody's connections at each request.
            client = httpx.AsyncClient(base_url=address, timeout=_PATIENCE, trust_env=False, verify=trusted)
            together.create_task(_push_all(client, bodies, tally))


async def _push_all(client: httpx.AsyncClient, bodies: Bodies, tally: Tally) -> None:
    async with client:
        for body in bodies:
            answer = await _push(client, bodies.terminal, body, tally)
            tally.held += len(wire.quarantined(answer.events))
            tally.push(len(answer.events))


async def _push(client: httpx.AsyncClient, terminal: Terminal, body: bytes, tally: Tally) -> wire.PushAnswer:
    """Push one body until it is answered."""
    while True:
        wait = random.uniform(0.2, 1.0)  # noqa: S311 - jitter
        try:
            answer = await client.send(_signed(client, terminal, body))
        except httpx.HTTPError:
            answer = None
        if answer is not None and answer.status_code == _OK:
            return msgspec.json.decode(answer.content, type=wire.PushAnswer)
        tally.retries += 1
        if answer is not None:
            if answer.status_code not in _BUSY:
                raise RuntimeError(f"the centre answered {answer.status_code} {answer.text}")
            tally.busy += 1
            wait = max(wait, float(answer.headers.get("retry-after", 0)))
        await asyncio.sleep(wait)


def _signed(client: httpx.AsyncClient, terminal: Terminal, body: bytes) -> httpx.Request:
    request = client.build_request("POST", "/v1/events", content=body, headers={"content-type": wire.NDJSON})
    signed = Request("POST", str(request.url), {})
    sign_request(signed, body, device=terminal.who.device, key=terminal.key, now_ms=wall_ms())
    request.headers.update(signed.headers)
    return request
