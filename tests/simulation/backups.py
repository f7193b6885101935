"""Copies of files that are kept, and put back later."""

import shutil
from pathlib import Path

from tests.simulation.kept_open import let_go
from tests.simulation.nodes import Node, copy_store
from tests.simulation.peers import CENTRE
from tests.simulation.world import World


def back_up(world: World) -> bool:
    """Keep copies of all homes and of the centre, for what befalls them later."""
    for node in world.nodes.values():
        if world.dice.random() < 0.6 or node.backup is None:
            node.backup = node.copy_to(world.folder / f"{node.name}.backup")
    if world.topology.has_centre:
        folder = world.folder / "centre.backup"
        folder.mkdir(exist_ok=True)
        world.centre_backup = copy_store(world.servers[CENTRE].path, folder)
    world.note("backups are made")
    return True


def with_backup(world: World) -> Node | None:
    """Return a terminal of which there is a backup."""
    found = [node for node in world.terminals() if node.backup is not None and not node.revoked]
    return world.dice.choice(found) if found else None


def replace(node: Node) -> None:
    """Put a node's backup in the place of its store, which is closed then."""
    assert node.backup is not None
    node.close()
    copy_back(node.backup, node.path)


def copy_back(backup: Path, path: Path) -> None:
    """Put a copy in the place of a database, which is closed."""
    let_go(path)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
        source = Path(f"{backup}{suffix}")
        if source.exists():
            shutil.copyfile(source, f"{path}{suffix}")
