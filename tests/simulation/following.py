"""How terminals find their hub again, with the real guide: only the network it asks is simulated."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar
from unittest.mock import patch

import httpx
import msgspec

from counter_tui.bootstrap import hub_guide
from counter_tui.bootstrap.hub_guide import HubGuide
from counter_tui.config import Home
from counter_tui.core.hub_announcement import Announcements, HubAnnouncement
from counter_tui.server.hub import announcing, stepping_down
from counter_tui.sync import adoption, proof, signing
from counter_tui.sync.grant import EnrolRequest
from counter_tui.sync.neighbourhood import Neighbour
from counter_tui.sync.peer import META_KEY, Peer
from counter_tui.sync.protocol import Setback, Step
from counter_tui.sync.signing import verify
from tests.simulation import peers
from tests.simulation.hubs import Hub
from tests.simulation.nodes import Node
from tests.simulation.servers import Server
from tests.simulation.world import PORT, World

T = TypeVar("T")

_verify_once = lru_cache(maxsize=4096)(verify)
"""The certificates of an office's devices, and their heads, come again with every page."""


def follow(world: World, node: Node) -> None:
    """Let a terminal look where its hub is now, and go on there if that is elsewhere."""
    if node.peer is None or not node.peer.is_hub or node.name in world.network.parted:
        return
    world.asking = node
    guide = HubGuide(node.store, Home(node.path.parent), lambda _known: world.around(node))
    found = guide.elsewhere(node.peer, unreachable=node.protocol.step is Step.WAIT)
    before, node.peer = node.peer, found or node.peer
    if found is not None and found.server != before.server:
        world.seen["followed"] += 1
        world.note(f"{node.name} follows to {found.server}")
        world.renew(node)


def enrol_at_centre(world: World) -> None:
    """Enrol a promoted hub that had not heard of the centre yet there, as its admin would."""
    if not world.topology.has_centre:
        return
    for node in [hub.home for hub in world.running_hubs() if hub.is_hub and hub.home.peer is None]:
        with world.servers[peers.CENTRE].database.write() as work:
            work.run("UPDATE device SET authorised = 'relay' WHERE device = ?", (node.device,))
        with node.store.write() as transaction:
            transaction.set_meta(META_KEY, peers.at_centre(node.device, relay=True).dump())
        world.note(f"{node.name} is enrolled at the centre as a hub")
        world.renew(node)


def _in_turn(found: Iterable[Neighbour], question: Callable[[Neighbour], T]) -> list[tuple[Neighbour, T]]:
    return [(one, question(one)) for one in found]


@contextmanager
def following(world: World) -> Iterator[None]:
    """Let the questions of guides and hubs that give way cross the simulated network."""

    def ask(hub: HubAnnouncement, asked: EnrolRequest, _client: httpx.Client | None) -> bytes:
        def adopted(server: Server) -> bytes:
            assert isinstance(server, Hub)
            return server.adopt(asked)

        try:
            assert world.asking is not None
            return world.carry_to(world.asking, hub.server, "asks to be taken in", adopted)
        except Setback as setback:
            world.note(f"  {asked.device} is not taken in: {setback}")
            raise adoption.NotTakenIn from setback

    def announced_at(url: str) -> object:
        for hub in world.running_hubs():
            if _url(hub) == url:
                return msgspec.to_builtins(Announcements(chain=announcing.told(hub.home.store)))
        return None

    def answers_at(url: str, peer: Peer) -> bool:
        return any(_url(hub) == url and hub.id == peer.server for hub in world.running_hubs())

    with (
        patch.object(proof, "verify", _verify_once),
        patch.object(signing, "verify", _verify_once),
        patch.object(adoption, "_ask", ask),
        patch.object(adoption, "announced_at", announced_at),
        patch.object(adoption, "answers_at", answers_at),
        patch.object(hub_guide, "ask_around", _in_turn),
        patch.object(stepping_down, "ask_around", _in_turn),
    ):
        yield


def _url(hub: Hub) -> str:
    return f"https://{hub.id}:{PORT}"
