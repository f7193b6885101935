"""The quiet after everything that befell an office: all heals, and all exchange until nothing changes."""

from counter_tui.desk import hub_return
from counter_tui.sync.protocol import Step
from tests.simulation.disk import spare
from tests.simulation.following import enrol_at_centre, follow
from tests.simulation.invariants import Violation
from tests.simulation.losses import weigh_revocations, weigh_strangers
from tests.simulation.nodes import Node
from tests.simulation.server_work import EVERY_ROUND
from tests.simulation.world import World

RESTING = frozenset({Step.LISTEN, Step.WAIT, Step.REST})

_ROUNDS = 14
_PATIENCE = 400
_PAUSE_MS = 5000


def quiet(world: World) -> list[Violation]:
    """Heal everything and exchange until nothing changes; return who cannot come to rest."""
    world.note("quiet")
    world.network.heal()
    for server in world.servers.values():
        spare(server.path)
    world.network.deliver_all()
    enrol_at_centre(world)
    before: object = None
    for _round in range(_ROUNDS):
        world.time += _PAUSE_MS
        for node in list(world.nodes.values()):
            if node.talks and not _settle(world, node):
                return [Violation("quiet", f"{node.name} goes on for ever at {node.protocol.step}")]
        for work in EVERY_ROUND:
            work(world)
        after = [_state(node) for node in world.nodes.values()]
        if after == before:
            weigh_revocations(world)
            weigh_strangers(world)
            return _unsettled(world)
        before = after
    return [Violation("quiet", "the office never comes to rest")]


def _settle(world: World, node: Node) -> bool:
    follow(world, node)
    if node.port is not None and not node.revoked:
        hub_return.settle(node.store, node.port)
        world.heed(node)
    node.protocol.step = Step.HEAD
    return any(node.step() in RESTING for _step in range(_PATIENCE))


def _state(node: Node) -> tuple[object, ...]:
    # Who lost its server in this round looks for the next one only in the round after.
    server = node.peer and node.peer.server
    return node.name, node.last_row(), node.sync.unsynced()[0], server, node.protocol.step


def _unsettled(world: World) -> list[Violation]:
    return [
        Violation(
            "quiet", f"{node.name} stands at {node.protocol.step} with {node.sync.unsynced()[0]} unsynced"
        )
        for node in world.talkers()
        if not node.revoked and (node.protocol.step is not Step.LISTEN or node.sync.unsynced()[0])
    ]
