"""A terminal takes the place of the hub while that goes on."""

from counter_tui.store.hub import standing
from counter_tui.sync.peer import META_KEY
from tests.simulation.templates import officer
from tests.simulation.world import World


def promote(world: World) -> bool:
    """Make a terminal that cannot reach the hub the hub of the next epoch; the old one goes on.

    Nobody promotes a terminal that was copied, rolled back or restored in the same day.
    """
    fit = [node for node in world.terminals() if node.port is not None and not node.revoked and node.peer]
    fit = [one for one in fit if one.device not in world.copied | world.restored]
    if len(world.hubs) > 1 or not fit:
        return False
    node = world.dice.choice(fit)
    before = node.peer
    assert before is not None
    with node.store.write() as transaction:
        standing.promote(transaction, before.hub_epoch + 1, before=before.dump(), promoter=officer())
        transaction.set_meta(META_KEY, "")
    world.network.cut.add((node.name, before.server))
    world.renew(node)
    world.run_hub(node)
    world.note(f"{node.name} is promoted while {before.server} goes on")
    return True


def find_each_other(world: World) -> bool:
    """Let a promoted hub and the one before it reach each other again."""
    if not world.network.cut:
        return False
    world.network.cut.clear()
    world.note("the hubs reach each other")
    return True
