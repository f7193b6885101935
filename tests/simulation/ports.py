"""A terminal's line to its hub: the real client, whose requests cross the simulated network."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
import msgspec

from counter_tui.core import record
from counter_tui.core.ticket_events import Authority
from counter_tui.desk.hub_port import Standing
from counter_tui.sync import packing, wire
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand
from counter_tui.sync.hub_client import Away, HubClient
from counter_tui.sync.peer import Peer
from counter_tui.sync.ports import SyncStore
from counter_tui.sync.protocol import Result, Setback
from tests.simulation.hubs import Hub
from tests.simulation.peers import address_of
from tests.simulation.servers import Server

if TYPE_CHECKING:
    from tests.simulation.nodes import Node

T = TypeVar("T")
Ask = Callable[[str, Callable[[Server], Any]], Any]
"""Brings a request, which has a name for the trace, to the server and its answer back; raises Setback."""

PAUSE_MS = 3000
"""So long after a lost answer no key waits for the hub again."""


class Port:
    """Implements `desk.hub_port.HubPort` for one terminal."""

    def __init__(self, node: "Node", peer: Peer, store: SyncStore, ask: Ask) -> None:
        self._node = node
        self._client = _Client(node.device, peer, store, ask)
        self._away_until = 0

    def standing(self) -> Standing:
        """Return whether the hub answered when it was last asked."""
        return "away" if self._node.world_now() < self._away_until else "up"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lend the line: there is one thread here."""
        yield

    def command(self, action: str, command: DeskCommand) -> DeskAnswer | None:
        """Ask for something to be done; None where no answer came."""
        return self._asked(lambda: self._client.command(action, command))

    def authority(self) -> Authority | None:
        """Return the authority of the hub's numbers."""
        return self._asked(self._client.authority)

    def close(self) -> None:
        """Drop the line."""
        self._client.close()

    def _asked(self, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except Away:
            self._away_until = self._node.world_now() + PAUSE_MS
            return None


class _Client(HubClient):
    """Sends no bytes: each request is answered by the server's own routines."""

    def __init__(self, device: str, peer: Peer, store: SyncStore, ask: Ask) -> None:
        plain = msgspec.structs.replace(peer, address=address_of(peer.server))
        super().__init__(plain, store, transport=httpx.MockTransport(_unused))
        self._device = device
        self._carry = ask

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> httpx.Response:
        try:
            answer = self._carry(f"{method} {path}", lambda server: self._at(server, path, body))
        except Setback as setback:
            if setback.result is Result.GAP:
                return httpx.Response(409, content=b"{}")
            if setback.result is Result.REFUSED:
                return httpx.Response(403, content=msgspec.json.encode(wire.Problem(code=setback.code)))
            raise Away(setback.code) from setback
        return httpx.Response(200, content=msgspec.json.encode(answer))

    def _at(self, server: Server, path: str, body: bytes) -> object:
        if path == "/v1/head":
            return server.head(self._device)
        if path == "/v1/records":
            versions = packing.unpack(body, wire.RecordsHead)[1]
            return server.push_records(self._device, [record.decode(line) for line in versions])
        if path == "/v1/events":
            head, lines = packing.unpack(body, wire.PushHead)
            return server.push(self._device, head.head, lines, head.durable)
        assert isinstance(server, Hub)
        command = msgspec.json.decode(body, type=DeskCommand)
        return server.command(self._device, path.rpartition("/")[2], command)


def _unused(_request: httpx.Request) -> httpx.Response:
    raise AssertionError("nothing is sent")
