"""What befalls a simulated office; each returns whether it could happen now."""

import shutil
from collections.abc import Callable
from pathlib import Path

from counter_tui.store.central.database import open_sqlite
from counter_tui.store.restore import begin_anew
from counter_tui.sync.protocol import Setback
from tests.simulation.actions import act
from tests.simulation.disk import Fate, doom, spare
from tests.simulation.nodes import Node, copy_store
from tests.simulation.servers import Hub
from tests.simulation.templates import KEY
from tests.simulation.world import World

SECOND, MINUTE, DAY = 1000, 60_000, 86_400_000
JUMPS = (7 * SECOND, 3 * MINUTE, 20 * MINUTE, DAY, 400 * DAY)
MOST_COPIES = 2

HELD_AT_CENTRE = "SELECT id FROM event"


def part(world: World) -> bool:
    """Part a node from its server, or let it back."""
    node = world.dice.choice(world.terminals())
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
    """Stop the server between two requests, or let its next commit be its last."""
    fate = world.dice.choice((Fate.CRASH_BEFORE, Fate.CRASH_AFTER, Fate.FULL))
    doom(world.server.path, fate)
    world.note(f"the server will meet: {fate}")
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


def back_up(world: World) -> bool:
    """Keep copies of all homes and of the centre, for what befalls them later."""
    for node in world.terminals():
        if world.dice.random() < 0.6 or node.backup is None:
            node.backup = node.copy_to(world.folder / f"{node.name}.backup")
    if not isinstance(world.server, Hub):
        folder = world.folder / "centre.backup"
        folder.mkdir(exist_ok=True)
        world.centre_backup = copy_store(world.server.path, folder)
    world.note("backups are made")
    return True


def roll_back(world: World) -> bool:
    """Put an older image of its disk into a machine, without `store restore`."""
    node = _with_backup(world)
    if node is None:
        return False
    world.copied.add(node.device)
    _replace(world, node)
    node.open()
    world.note(f"{node.name} is rolled back")
    _weigh_losses(world)
    return True


def restore(world: World) -> bool:
    """Restore a device from its backup as `store restore` does."""
    node = _with_backup(world)
    if node is None:
        return False
    _replace(world, node)
    begin_anew(node.path, KEY, node.now(), world.dice.randbytes)
    node.open()
    world.restored.add(node.device)
    world.note(f"{node.name} is restored")
    _weigh_losses(world)
    return True


def restore_centre(world: World) -> bool:
    """Restore the centre from its backup: another server epoch begins."""
    if world.centre_backup is None:
        return False
    spare(world.server.path)
    world.server.close()
    _copy_back(world.centre_backup, world.server.path)
    database = open_sqlite(world.server.path, KEY)
    with database.write() as work:
        work.run("UPDATE server SET epoch = ?", (f"epoch-{world.dice.randrange(1 << 40):x}",))
    database.close()
    world.server.open()
    world.note("the centre is restored")
    _weigh_revocations(world)
    _weigh_losses(world)
    return True


def revoke(world: World) -> bool:
    """Revoke a device in the middle of its push, if it is in one."""
    if len({node.device for node in world.terminals() if not node.revoked}) < 3:
        return False
    pushing = [node for node in world.terminals() if not node.revoked and node.sync.unsynced()[0]]
    chosen = world.dice.choice(pushing or world.terminals())
    try:
        world.server.answer(lambda: world.server.revoke(chosen.device))
    except Setback:
        return False
    _weigh_revocations(world)
    world.note(f"{chosen.device} is revoked with {chosen.sync.unsynced()[0]} events unsynced")
    _weigh_losses(world)
    return True


def _with_backup(world: World) -> Node | None:
    found = [node for node in world.terminals() if node.backup is not None and not node.revoked]
    return world.dice.choice(found) if found else None


def _replace(world: World, node: Node) -> None:
    assert node.backup is not None
    node.close()
    _copy_back(node.backup, node.path)


def _copy_back(backup: Path, path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
        source = Path(f"{backup}{suffix}")
        if source.exists():
            shutil.copy(source, f"{path}{suffix}")


def _weigh_revocations(world: World) -> None:
    """Learn from the server, which may have forgotten one, who is revoked."""
    with world.server.database.read() as work:
        revoked = {row[0] for row in work.rows("SELECT device FROM device WHERE revoked_at IS NOT NULL")}
    for node in world.nodes.values():
        node.revoked = node.device in revoked


def _weigh_losses(world: World) -> None:
    """Forgive what was only on the disk that is gone, and what nobody who may speak still knows.

    An event can come to the server from its author's homes alone, an erasure from any node.
    """
    with world.server.database.read() as work:
        safe = {row[0] for row in work.rows(HELD_AT_CENTRE)}
        hashes = {row[0] for row in work.rows("SELECT hash FROM quarantine")}
        erased = {
            (kind, id_) for kind, id_ in work.rows("SELECT kind, id FROM record WHERE standing = 'erased'")
        }
    for node in world.nodes.values():
        own = node.rows_of(
            "SELECT e.id FROM event e JOIN head h USING (office, device, epoch) "
            "WHERE e.device = ? AND NOT h.given_up",
            (node.device,),
        )
        safe |= {row[0] for row in own}
        if not node.revoked:
            erased |= set(node.rows_of("SELECT kind, id FROM record WHERE standing = 'erased'"))
    for id_, what in world.acknowledged.items():
        if id_ not in safe and world.digest(what) not in hashes:
            world.forgiven.add(id_)
    world.erased &= erased


Befall = Callable[[World], bool]
EVERYWHERE: tuple[Befall, ...] = (
    part,
    crash_between,
    crash_before_commit,
    crash_after_commit,
    fill_disk,
    jump_clock,
    clone,
    roll_back,
    restore,
    revoke,
    crash_server,
)
AT_A_CENTRE: tuple[Befall, ...] = (*EVERYWHERE, restore_centre)


def befall(world: World, fault: Befall) -> None:
    """Let a fault happen, and count it where it could."""
    if fault(world):
        world.seen[fault.__name__] += 1
