"""A simulated office: its nodes, its server, what was acknowledged to its officers, and what went wrong."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.event import digest
from counter_tui.core.record import Record
from counter_tui.sync import wire
from counter_tui.sync.peer import Peer
from counter_tui.sync.proof import Certified, Proof, certified, prove
from counter_tui.sync.wire import DeskAnswer
from tests.simulation import templates
from tests.simulation.network import Network
from tests.simulation.nodes import Asking, Node
from tests.simulation.servers import Hub, Server
from tests.simulation.templates import HUB, NOW, OFFICE, TERMINALS, signed

T = TypeVar("T")

OWN_ROWS = "SELECT id, stream, body FROM event WHERE rowid > ? AND device = ? AND epoch = ? ORDER BY rowid"


@dataclass(frozen=True)
class Acknowledged:
    """An event whose success an officer saw."""

    device: str
    stream: str
    body: str


class World:
    """One run's office; `dice` decide everything in it."""

    def __init__(self, seed: int, *, with_hub: bool) -> None:
        self.seed = seed
        self.dice = Random(seed)
        self.time = NOW
        self.seen: Counter[str] = Counter()
        self.trace: list[str] = []
        self.acknowledged: dict[str, Acknowledged] = {}
        self.forgiven: set[str] = set()
        self.erased: set[tuple[str, str]] = set()
        self.copied: set[str] = set()
        self.restored: set[str] = set()
        self.answers: dict[str, list[DeskAnswer]] = defaultdict(list)
        self.streams: dict[str, set[str]] = defaultdict(set)
        self.nodes: dict[str, Node] = {}
        self.folder = templates.new_folder()
        self.network = Network(self.dice, self.seen, self.note)
        self.with_hub = with_hub
        for device in TERMINALS:
            self.add(device, device, self._place(templates.home(device), device))
        if with_hub:
            self.add(HUB, HUB, self._place(templates.home(HUB), HUB))
        self.server = self._new_server()
        self.centre_backup: Path | None = None

    def close(self) -> None:
        """Remove everything."""
        self.server.close()
        for node in self.nodes.values():
            node.close()
        shutil.rmtree(self.folder)

    def now(self) -> int:
        """Return true time, in UTC milliseconds."""
        return self.time

    def note(self, line: str) -> None:
        """Add a line to the trace."""
        self.trace.append(line)

    def add(self, name: str, device: str, path: Path) -> Node:
        """Start a home."""
        under_hub = self.with_hub and device != HUB
        node = Node(name, device, path, self.seed, self.now, self._link, under_hub)
        self.nodes[name] = node
        return node

    def digest(self, what: Acknowledged) -> str:
        """Return the hash of an event's line."""
        return digest(what.body.encode())

    def terminals(self) -> list[Node]:
        """Return the nodes that speak with the server."""
        return [node for node in self.nodes.values() if node.device != HUB]

    def heed(self, node: Node) -> None:
        """Take note of what a node's officer now knows to be done."""
        me = node.store.identity
        for id_, stream, body in node.rows_of(OWN_ROWS, (node.rows, me.device, me.epoch)):
            self.acknowledged[id_] = Acknowledged(me.device, stream, body)
            known = {row[0] for row in node.rows_of("SELECT id FROM event WHERE stream = ?", (stream,))}
            if self.streams[stream] - known:
                self.seen["concurrent edit"] += 1
            self.streams[stream].add(id_)
            node.committed = True
        node.rows = node.last_row()

    def crash(self, node: Node) -> None:
        """Let a home's machine stop and start again."""
        self.seen["crash"] += 1
        self.note(f"  {node.name} crashes")
        if isinstance(self.server, Hub) and self.server.home is node:
            self.server.close()
            self._restart(node)
            self.server.open()
        else:
            self._restart(node)

    def server_crashed(self) -> None:
        """Start the server again after it stopped in the middle of a request."""
        if isinstance(self.server, Hub):
            self.crash(self.server.home)
            return
        self.seen["crash"] += 1
        self.note("  the centre crashes")
        self.server.close()
        self.server.open()

    def _restart(self, node: Node) -> None:
        node.close()
        node.open()

    def _new_server(self) -> Server:
        if self.with_hub:
            return Hub(self.nodes[HUB], self.now, self.server_crashed)
        return Server(self._place(templates.centre(), "centre"), self.now, self.server_crashed)

    def _place(self, template: Path, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return Path(shutil.copy(template, folder))

    def _link(self, node: Node) -> "Line":
        return Line(self, node)


class Line:
    """A node's way to its server, as the exchange sees it."""

    def __init__(self, world: World, node: Node) -> None:
        self._world = world
        self._node = node
        self._peer = Peer(address="", server="", server_key="", office=OFFICE, device=node.device, key="")

    async def head(self) -> wire.HeadAnswer:
        device = self._node.device
        return self._carry("head", lambda server: server.head(device))

    async def push(self, head: ChainHead, lines: list[bytes], durable: int = 0) -> wire.PushAnswer:
        own = signed(self._node.device, head)
        return self._carry(f"push to {head.seq}", lambda server: server.push(own, lines))

    async def push_signed(self, head: SignedHead, lines: Sequence[bytes]) -> wire.PushAnswer:
        return self._carry(f"relay to {head.seq}", lambda server: server.push(head, list(lines)))

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

    def command(self, asking: Asking) -> DeskAnswer:
        """Send a command to the hub."""
        device = self._node.device

        def do(server: Server) -> DeskAnswer:
            assert isinstance(server, Hub)
            answer = server.command(device, asking.action, asking.command)
            self._world.answers[f"{device}/{answer.id}"].append(answer)
            self._world.heed(server.home)
            return answer

        return self._carry(f"{asking.action} {asking.command.id}", do)

    def _carry(self, what: str, do: Callable[[Server], T]) -> T:
        world = self._world
        return world.network.carry(
            self._node.name, what, lambda: world.server.answer(lambda: do(world.server))
        )
