"""What befalls a simulated office; each returns whether it could happen now."""

from collections.abc import Callable

from counter_tui.store.restore import begin_anew
from counter_tui.sync.protocol import Setback
from tests.simulation.actions import act
from tests.simulation.backups import copy_back, replace, with_backup
from tests.simulation.disk import Fate, doom, spare
from tests.simulation.hubs import Hub
from tests.simulation.losses import weigh_losses, weigh_revocations
from tests.simulation.peers import CENTRE, server_of
from tests.simulation.promotions import promote
from tests.simulation.story import Story
from tests.simulation.templates import KEY
from tests.simulation.world import World

SECOND, MINUTE, DAY = 1000, 60_000, 86_400_000
JUMPS = (7 * SECOND, 3 * MINUTE, 20 * MINUTE, DAY, 400 * DAY)
MOST_COPIES = 3


def part(world: World) -> bool:
    """Part a node from its server, or let it back."""
    node = world.dice.choice(world.talkers())
    if node.name in world.network.parted:
        world.network.parted.discard(node.name)
        world.note(f"{node.name} is back on the line")
        return False
    world.network.parted.add(node.name)
    world.note(f"{node.name} is parted from the server")
    return True


def crash_between(world: World) -> bool:
    """Stop a machine between two transactions."""
    node = world.dice.choice(list(world.nodes.values()))
    world.crash(node)
    return True


def crash_server(world: World) -> bool:
    """Let a server's next commit be its last, or find no room."""
    fate = world.dice.choice((Fate.CRASH_BEFORE, Fate.CRASH_AFTER, Fate.FULL))
    server = world.dice.choice(list(world.servers.values()))
    doom(server.path, fate)
    world.note(f"{server.id} will meet: {fate}")
    return True


def fate_in_action(world: World, fate: Fate) -> bool:
    """Let an officer's commit meet a crash or a full disk."""
    node = world.dice.choice(list(world.nodes.values()))
    before = world.seen[fate]
    for _attempt in range(4):
        act(world, node, fate)
        if world.seen[fate] > before:
            return True
    return False


def crash_before_commit(world: World) -> bool:
    """Crash before COMMIT."""
    return fate_in_action(world, Fate.CRASH_BEFORE)


def crash_after_commit(world: World) -> bool:
    """Crash after COMMIT, before the officer saw it."""
    return fate_in_action(world, Fate.CRASH_AFTER)


def fill_disk(world: World) -> bool:
    """Refuse a commit for want of room."""
    return fate_in_action(world, Fate.FULL)


def jump_clock(world: World) -> bool:
    """Set a clock wrong, or right again."""
    node = world.dice.choice(list(world.nodes.values()))
    node.skew = world.dice.choice((0, 1, 1, -1)) * world.dice.choice(JUMPS)
    world.note(f"{node.name}'s clock is {node.skew / 1000:.0f} s wrong")
    return True


def clone(world: World) -> bool:
    """Use a copied home beside the one it was copied from."""
    node = world.dice.choice(world.terminals())
    if len(world.terminals()) >= 3 + MOST_COPIES:
        return False
    name = f"{node.name}'"
    while name in world.nodes:
        name += "'"
    copy = world.add(name, node.device, node.copy_to(world.folder / name))
    copy.revoked, copy.skew = node.revoked, node.skew
    world.copied.add(node.device)
    world.note(f"{node.name} is copied to {name}")
    return True


def roll_back(world: World) -> bool:
    """Put an older image of its disk into a machine, without `store restore`."""
    node = with_backup(world)
    if node is None:
        return False
    world.copied.add(node.device)
    replace(node)
    node.open()
    world.note(f"{node.name} is rolled back")
    weigh_losses(world)
    return True


def restore(world: World) -> bool:
    """Restore a device from its backup as `store restore` does."""
    node = with_backup(world)
    if node is None:
        return False
    replace(node)
    begin_anew(node.path, KEY, node.now(), world.dice.randbytes)
    node.open()
    world.restored.add(node.device)
    world.note(f"{node.name} is restored")
    weigh_losses(world)
    return True


def restore_server(world: World) -> bool:
    """Restore the centre, or the site's hub with the home it runs on, from a backup."""
    hub = world.topology.has_hub and (not world.topology.has_centre or world.dice.random() < 0.5)
    return (hub and _restore_hub(world)) or (world.topology.has_centre and _restore_centre(world))


def _restore_centre(world: World) -> bool:
    if world.centre_backup is None:
        return False
    server = world.servers[CENTRE]
    spare(server.path)
    server.close()
    copy_back(world.centre_backup, server.path)
    server.open()
    server.begin_epoch(f"epoch-{world.dice.randrange(1 << 40):x}")
    world.note("the centre is restored")
    weigh_revocations(world)
    weigh_losses(world)
    return True


def _restore_hub(world: World) -> bool:
    """Restore the home of the latest hub; its terminals' cursors tell it that it has gone back."""
    hub = world.servers[server_of(world.hubs[-1])]
    assert isinstance(hub, Hub)
    node = hub.home
    if node.backup is None or len(world.hubs) > 1:
        return False
    spare(node.path)
    hub.close()
    replace(node)
    begin_anew(node.path, KEY, node.now(), world.dice.randbytes)
    node.open()
    hub.open()
    world.restored.add(node.device)
    world.note(f"the hub on {node.name} is restored")
    weigh_revocations(world)
    weigh_losses(world)
    return True


def revoke(world: World) -> bool:
    """Revoke a device in the middle of its push, if it is in one."""
    if len({node.device for node in world.terminals() if not node.revoked}) < 2:
        return False
    if not world.topology.has_centre and len(world.hubs) > 1:
        return False
    pushing = [node for node in world.terminals() if not node.revoked and node.sync.unsynced()[0]]
    chosen = world.dice.choice(pushing or world.terminals())
    try:
        world.top.answer(lambda: world.top.revoke(chosen.device))
    except Setback as setback:
        world.note(f"the revocation of {chosen.device}: {setback}")
    weigh_revocations(world)
    if not chosen.revoked:
        return False
    world.note(f"{chosen.device} is revoked with {chosen.sync.unsynced()[0]} events unsynced")
    weigh_losses(world)
    return True


Befall = Callable[[World], bool]
EVERYWHERE: tuple[Befall, ...] = (
    part,
    crash_between,
    crash_before_commit,
    crash_after_commit,
    fill_disk,
    jump_clock,
    revoke,
    crash_server,
)
COPIES: tuple[Befall, ...] = (clone, roll_back)
RESTORES: tuple[Befall, ...] = (restore, restore_server)
PROMOTIONS: tuple[Befall, ...] = (promote,)
OF: dict[Story, tuple[Befall, ...]] = {
    Story.ALL: (*COPIES, *RESTORES),
    Story.COPIES: COPIES * 2,
    Story.RESTORES: (*RESTORES * 2, *PROMOTIONS * 2),
    Story.PROMOTIONS: PROMOTIONS * 8,
}


def catalogue(story: Story) -> list[Befall]:
    """Return what is to befall an office, in no order."""
    return [*EVERYWHERE, *OF[story]] * 2


def befall(world: World, fault: Befall) -> None:
    """Let a fault happen, and count it where it could."""
    with world.surviving(fault.__name__):
        if fault(world):
            world.seen[fault.__name__] += 1
