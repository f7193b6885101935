"""What may rightly be gone after a disk or a right is lost: nothing that somebody who may speak still has."""

from tests.simulation.nodes import Node
from tests.simulation.world import World

_OWN_AND_PUSHED = (
    "SELECT e.id FROM event e JOIN head h USING (office, device, epoch) WHERE e.device = ? AND NOT h.given_up"
)
_REVOKED = "SELECT device FROM device WHERE revoked_at IS NOT NULL"
_ALL = "SELECT id FROM event"


def weigh_revocations(world: World) -> None:
    """Learn from the servers, of which one may have forgotten it, who is revoked.

    A hub without a centre may be the only one to know: another took its place before it had told anybody.
    """
    revoked: set[str] = set()
    for server in world.servers.values():
        with server.database.read() as work:
            revoked |= {row[0] for row in work.rows(_REVOKED)}
    for node in world.nodes.values():
        node.revoked = node.device in revoked


def weigh_losses(world: World) -> None:
    """Forgive what was only on the disk that is gone, and what nobody who may speak still knows.

    An event can come to the top server from its author's homes and from hubs, an erasure from any node.
    """
    with world.top.database.read() as work:
        safe = {row[0] for row in work.rows(_ALL)}
        hashes = {row[0] for row in work.rows("SELECT hash FROM quarantine")}
        erased = {
            (kind, id_) for kind, id_ in work.rows("SELECT kind, id FROM record WHERE standing = 'erased'")
        }
    for node in world.nodes.values():
        safe |= _brought_by(world, node)
        if not node.revoked:
            erased |= set(node.rows_of("SELECT kind, id FROM record WHERE standing = 'erased'"))
    for id_, what in world.acknowledged.items():
        if id_ not in safe and world.digest(what) not in hashes:
            world.forgiven.add(id_)
    world.erased &= erased


def weigh_strangers(world: World) -> None:
    """Forgive what lies on revoked terminals alone whose hub is none any more: no later one takes them in."""
    for node in world.nodes.values():
        if node.revoked and node.peer and node.peer.is_hub and node.peer.server != world.latest_hub.id:
            others = (one for one in world.nodes.values() if one is not node)
            known = {id_ for one in others for (id_,) in one.rows_of(_ALL)}
            mine = {id_ for id_, what in world.acknowledged.items() if what.device == node.device}
            world.forgiven |= mine - known


def _brought_by(world: World, node: Node) -> set[str]:
    found = node.rows_of(_ALL) if node.device in world.hubs else node.rows_of(_OWN_AND_PUSHED, (node.device,))
    return {row[0] for row in found}
