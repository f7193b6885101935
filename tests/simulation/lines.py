"""A node's way to its server, as the exchange sees it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.record import Record
from counter_tui.sync import wire
from counter_tui.sync.peer import Peer
from counter_tui.sync.proof import Certified, Proof, certified, prove
from counter_tui.sync.signing import DeviceKey, from_text
from tests.simulation.nodes import Node
from tests.simulation.peers import OFFICE
from tests.simulation.servers import Server

if TYPE_CHECKING:
    from tests.simulation.world import World

T = TypeVar("T")


class Line:
    """Carries requests through the simulated network, signed with the key that the node keeps."""

    def __init__(self, world: "World", node: Node, peer: Peer) -> None:
        self._world = world
        self._node = node
        self._peer = peer
        self._key = DeviceKey(from_text(peer.key))

    async def head(self) -> wire.HeadAnswer:
        device = self._node.device
        return self._carry("head", lambda server: server.head(device))

    async def push(self, head: ChainHead, lines: list[bytes], durable: int = 0) -> wire.PushAnswer:
        device = self._node.device
        bare = SignedHead(office=OFFICE, device=device, epoch=head.epoch, seq=head.seq, hash=head.hash)
        own = self._key.sign_head(bare)
        return self._carry(f"push to {head.seq}", lambda server: server.push(device, own, lines, durable))

    async def push_signed(self, head: SignedHead, lines: Sequence[bytes]) -> wire.PushAnswer:
        device = self._node.device
        return self._carry(
            f"relay of {head.device} to {head.seq}", lambda server: server.push(device, head, list(lines), 0)
        )

    async def pull(self, question: wire.PullQuery) -> tuple[wire.PullHead, list[bytes]]:
        device = self._node.device
        return self._carry("pull", lambda server: server.pull(device, question))

    def prove(self, head: wire.PullHead) -> Proof:
        return prove(head, self._peer)

    def certified(self, found: list[SignedCertificate]) -> list[Certified]:
        return certified(found, self._peer)

    async def push_records(self, versions: list[Record]) -> wire.RecordsAnswer:
        device = self._node.device
        return self._carry("records", lambda server: server.push_records(device, versions))

    async def pull_records(self, cursor: str) -> tuple[wire.RecordsHead, list[Record]]:
        device = self._node.device
        return self._carry("pull of records", lambda server: server.pull_records(device, cursor))

    def _carry(self, what: str, do: Callable[[Server], T]) -> T:
        return self._world.carry(self._node, what, do)
