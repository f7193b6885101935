"""What the threads of servers do by themselves, each at its own time."""

from collections.abc import Callable

from tests.simulation.hubs import Hub
from tests.simulation.world import World


def project(world: World) -> None:
    """Let each server fold and number what it took in."""
    for server in list(world.servers.values()):
        if server.up:
            with world.surviving(f"{server.id} projects"):
                server.project()
            if isinstance(server, Hub):
                world.heed(server.home)


def herald(world: World) -> None:
    """Let homes that were promoted tell the hub before them which one there is now."""
    for hub in [server for server in world.servers.values() if isinstance(server, Hub)]:
        if hub.before is not None:
            _announce(world, hub, hub.before.server)


def _announce(world: World, hub: Hub, before: str) -> None:
    told, device = hub.announcement(), hub.home.device
    with world.surviving(f"{device} announces itself"):
        world.carry_to(hub.home, before, "announcement", lambda server: server.push_records(device, told))


def give_way(world: World) -> None:
    """Let hubs that heard of a later one join it."""
    for hub in world.running_hubs():
        world.asking = hub.home
        with world.surviving(f"{hub.id} gives way"):
            hub.give_way()


def take_over(world: World) -> None:
    """Let promoted hubs take over what is free."""
    for hub in world.running_hubs():
        if hub.is_hub and hub.before is not None:
            with world.surviving(f"{hub.id} takes over"):
                world.seen["taken over"] += hub.take_over()
            world.heed(hub.home)


Work = Callable[[World], None]
EVERY_ROUND: tuple[Work, ...] = (herald, give_way, take_over, project)
SERVER_WORK: tuple[Work, ...] = (project, herald, give_way, take_over)
