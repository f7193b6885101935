"""A simulated office: its nodes, its server, what was acknowledged to its officers, and what went wrong."""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from msgspec.structs import replace

from counter_tui.core.event import digest
from counter_tui.core.refusal import Refused
from counter_tui.store.central.database import FAULTS
from counter_tui.store.hub import standing
from counter_tui.sync.desk_command import DeskAnswer
from counter_tui.sync.neighbourhood import Neighbour
from counter_tui.sync.peer import Peer
from counter_tui.sync.protocol import Result, Setback
from tests.simulation import disk, templates
from tests.simulation.disk import Crash
from tests.simulation.hubs import Hub
from tests.simulation.lines import Line
from tests.simulation.network import Network
from tests.simulation.nodes import Node
from tests.simulation.peers import CENTRE, HUB, SITE, TERMINALS, server_of
from tests.simulation.ports import Ask
from tests.simulation.servers import Server
from tests.simulation.story import Story
from tests.simulation.templates import NOW, Topology

T = TypeVar("T")

OWN_ROWS = "SELECT id, stream, body FROM event WHERE rowid > ? AND device = ? AND epoch = ? ORDER BY rowid"

PORT = 443
"""At which every hub listens."""

GRANTED_ELSEWHERE = frozenset({"moved", "moving"})
"""How a hub answers that gives way: not its last word, and not kept."""


@dataclass(frozen=True)
class Acknowledged:
    """An event whose success an officer saw."""

    device: str
    stream: str
    body: str


class World:
    """One run's office; `dice` decide everything in it."""

    def __init__(self, seed: int, topology: Topology, story: Story) -> None:
        self.seed = seed
        self.topology = topology
        self.story = story
        self.dice = Random(seed)
        self.time = NOW
        self.seen: Counter[str] = Counter()
        self.trace: list[str] = []
        self.acknowledged: dict[str, Acknowledged] = {}
        self.forgiven: set[str] = set()
        self.erased: set[tuple[str, str]] = set()
        self.copied: set[str] = set()
        self.restored: set[str] = set()
        self.hubs: list[str] = []
        self.answers: dict[str, list[DeskAnswer]] = defaultdict(list)
        self.streams: dict[str, set[str]] = defaultdict(set)
        self.nodes: dict[str, Node] = {}
        self.servers: dict[str, Server] = {}
        self.folder = templates.new_folder()
        self.asking: Node | None = None
        """Who asks a hub to be taken in."""
        self.network = Network(self.dice, self.seen, self.note)
        self.centre_backup: Path | None = None
        for device in (*TERMINALS, HUB) if topology.has_hub else TERMINALS:
            self.add(device, device, self._place(templates.home(device, topology), device))
        if topology.has_centre:
            path = self._place(templates.centre(), CENTRE)
            self.servers[CENTRE] = Server(path, self.now, self.server_crashed)
        if topology.has_hub:
            self.run_hub(self.nodes[HUB])

    def close(self) -> None:
        """Remove everything."""
        for server in self.servers.values():
            server.close()
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
        node = Node(name, device, path, self.seed, self.now, self._line, self.ask)
        self.nodes[name] = node
        return node

    def run_hub(self, node: Node) -> Hub:
        """Run a hub on a home."""
        self.hubs = [*(one for one in self.hubs if one != node.device), node.device]
        templates.add_server(node.path, node.device)
        hub = Hub(node, node.now, self.server_crashed, self.renew, self.around)
        self.servers[hub.id] = hub
        return hub

    def around(self, node: Node) -> list[Neighbour]:
        """Return the signs of hubs on the network that a home sees."""
        reached = [hub for hub in self.running_hubs() if (node.name, hub.id) not in self.network.cut]
        return [
            Neighbour(hub.id, SITE, authority.epoch, hub.id, PORT)
            for hub in reached
            if (authority := hub.home.authority) is not None
        ]

    def digest(self, what: Acknowledged) -> str:
        """Return the hash of an event's line."""
        return digest(what.body.encode())

    def terminals(self) -> list[Node]:
        """Return the nodes that never were a hub."""
        return [node for node in self.nodes.values() if node.device not in self.hubs]

    def talkers(self) -> list[Node]:
        """Return the nodes that exchange with a server."""
        return [node for node in self.nodes.values() if node.talks]

    def running_hubs(self) -> list[Hub]:
        """Return the hub servers that answer, also those that gave way."""
        return [server for server in self.servers.values() if isinstance(server, Hub) and server.up]

    @property
    def top(self) -> Server:
        """The server where everything comes together in the end: the centre, else the latest hub."""
        return self.servers[CENTRE] if self.topology.has_centre else self.latest_hub

    @property
    def latest_hub(self) -> Hub:
        """The site's hub of the highest epoch."""
        hubs = [server for server in self.servers.values() if isinstance(server, Hub)]
        return max(hubs, key=lambda hub: hub.rank)

    def heed(self, node: Node) -> None:
        """Take note of what a node's officer now knows to be done."""
        if node.heeded == disk.commits(node.path):
            return
        node.heeded = disk.commits(node.path)
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
        self.renew(node)

    @contextmanager
    def surviving(self, what: str) -> Iterator[None]:
        """Go on after a machine stopped or found no room in this block."""
        try:
            yield
        except Crash as crash:
            self.note(f"{what}: crash")
            for server in self.servers.values():
                if str(server.path) == crash.file and not isinstance(server, Hub):
                    self.server_crashed(server)
            for node in self.nodes.values():
                if str(node.path) == crash.file:
                    self.crash(node)
        except Refused as refusal:
            self.note(f"{what}: {refusal.code}")
        except FAULTS as fault:
            self.note(f"{what}: {type(fault).__name__}")
        except Setback as setback:
            self.note(f"{what}: {setback}")

    def renew(self, node: Node) -> None:
        """Start the programs of a home again: its terminal, and its hub where it still is one."""
        hub = self.hub_on(node)
        if hub is not None and hub.up:
            hub.close()
        node.close()
        node.open()
        if hub is not None and not self._is_terminal_of_later(node):
            self._start(hub)

    def hub_on(self, node: Node) -> Hub | None:
        """Return the hub server of a home, whether it runs or not."""
        found = self.servers.get(server_of(node.device))
        return found if isinstance(found, Hub) and found.home is node else None

    def ask(self, node: Node) -> Ask:
        """Return a node's way to its server for single requests."""

        def carry(what: str, do: Callable[[Server], Any]) -> Any:
            def answered(server: Server) -> Any:
                answer = do(server)
                if isinstance(answer, DeskAnswer) and answer.code not in GRANTED_ELSEWHERE:
                    # What is told besides, and its proof, is that of the moment.
                    said = replace(answer, before=[], heads=[], devices=None)
                    self.answers[f"{server.id}/{node.device}/{answer.id}"].append(said)
                return answer

            return self.carry(node, what, answered)

        return carry

    def carry(self, node: Node, what: str, do: Callable[[Server], T]) -> T:
        """Bring a node's request to the server that it is enrolled at, and the answer back."""
        assert node.peer is not None
        # A promoted hub knows the centre behind the one before it by its address and key alone.
        return self.carry_to(node, node.peer.server or CENTRE, what, do)

    def carry_to(self, node: Node, server: str, what: str, do: Callable[[Server], T]) -> T:
        """Bring a node's request to a server and the answer back; raises Setback where one is lost."""

        def answered() -> T:
            found = self.servers.get(server)
            if found is None:
                raise Setback(Result.UNREACHABLE, "gone")
            answer = found.answer(lambda: do(found))
            if isinstance(found, Hub):
                self.heed(found.home)
            return answer

        return self.network.carry(node.name, server, what, answered)

    def _start(self, hub: Hub) -> None:
        """Start a hub; one that found the disk full is started again by whoever made room."""
        try:
            hub.open()
        except (Refused, *FAULTS) as fault:
            self.note(f"  {hub.id} does not start: {type(fault).__name__}")
            hub.close()
            hub.open()

    def _is_terminal_of_later(self, node: Node) -> bool:
        with node.store.read() as connection:
            return bool(standing.successor(connection)) and node.peer is not None and node.peer.is_hub

    def server_crashed(self, server: Server) -> None:
        if isinstance(server, Hub):
            self.crash(server.home)
            return
        self.seen["crash"] += 1
        self.note("  the centre crashes")
        server.close()
        server.open()

    def _line(self, node: Node, peer: Peer) -> Line:
        return Line(self, node, peer)

    def _place(self, template: Path, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return Path(shutil.copyfile(template, folder / template.name))
