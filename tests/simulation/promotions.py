"""A terminal takes the place of the hub while that goes on."""

from counter_tui.desk import hub_return
from counter_tui.server.hub import centres
from counter_tui.store.hub import standing
from tests.simulation.nodes import Node
from tests.simulation.templates import officer
from tests.simulation.world import World


def promote(world: World) -> bool:
    """Make a terminal that cannot reach the latest hub the hub of the next epoch; that one goes on.

    Nobody promotes a terminal that was copied, rolled back or restored in the same day, or the last one.
    """
    fit = [node for node in world.nodes.values() if _is_fit(world, node)]
    if not fit or len(world.talkers()) < 2:
        return False
    node = world.dice.choice(fit)
    before = node.peer
    assert before is not None
    with node.store.write() as transaction:
        standing.promote(transaction, before.hub_epoch + 1, before=before.dump(), promoter=officer())
        centres.go_on_with(transaction, before)
        hub_return.settle_own(transaction)
    world.network.cut.add((node.name, before.server))
    world.renew(node)
    world.run_hub(node)
    world.note(f"{node.name} is promoted while {before.server} goes on")
    return True


def _is_fit(world: World, node: Node) -> bool:
    if node.port is None or node.peer is None or node.revoked or node.device in world.copied | world.restored:
        return False
    epoch, server = world.latest_hub.rank
    return (node.peer.hub_epoch, node.peer.server) == (epoch, server)


def find_each_other(world: World) -> None:
    """Let promoted hubs and those before them reach each other again."""
    if world.network.cut:
        world.network.cut.clear()
        world.note("the hubs reach each other")
