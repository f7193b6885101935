"""One seeded run: who steps next, what befalls whom, and then quiet."""

import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from counter_tui.sync import exchange, wire
from tests.simulation import faults, servers, templates
from tests.simulation.actions import act
from tests.simulation.backups import back_up
from tests.simulation.disk import simulated
from tests.simulation.following import follow, following
from tests.simulation.invariants import Violation, violations
from tests.simulation.kept_open import kept_open
from tests.simulation.nodes import Node
from tests.simulation.promotions import find_each_other
from tests.simulation.quiet import RESTING, quiet
from tests.simulation.server_work import SERVER_WORK
from tests.simulation.story import KINDS
from tests.simulation.world import World

STEPS = 70
"""So many things happen in a run of the usual size."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    seed: int
    seen: Counter[str]
    trace: list[str]
    violations: list[Violation]
    journal: list[str]
    """The server's events, line by line."""


def run(seed: int, steps: int = STEPS) -> Outcome:
    """Run one seed; the same one does the same every time."""
    templates.make_all()
    with simulated(), kept_open():
        world = World(seed, *KINDS[seed % len(KINDS)])
        journal: list[str] = []
        try:
            with following(world):
                with _small_pages():
                    _live(world, steps)
                found = quiet(world)
            found += violations(world)
            with world.top.database.read() as work:
                journal = [body for (body,) in work.rows("SELECT body FROM event ORDER BY office_seq")]
        except Exception as fault:
            found = [Violation("failed", "".join(traceback.format_exception(fault)))]
        finally:
            world.close()
    return Outcome(seed, world.seen, world.trace, found, journal)


@contextmanager
def _small_pages() -> Iterator[None]:
    """Let everything take several requests, so that anything can happen between two of them."""
    with (
        patch.object(wire, "MAX_LINES", 5),
        patch.object(exchange, "RECORDS", 3),
        patch.object(servers, "PAGE", 7),
    ):
        yield


def _live(world: World, steps: int) -> None:
    dice = world.dice
    catalogue = faults.catalogue(world.story)
    planned = sorted((dice.randrange(8, steps), number) for number in range(len(catalogue)))
    backups = {steps // 10, steps // 3, steps // 2}
    for number in range(steps):
        world.time += dice.choice((200, 1000, 5000, 40_000))
        if number in backups:
            back_up(world)
        while planned and planned[0][0] == number:
            faults.befall(world, catalogue[planned.pop(0)[1]])
        act(world, dice.choice(list(world.nodes.values())))
        for _talk in range(dice.randrange(3)):
            converse(world, dice.choice(world.talkers()), dice.randrange(1, 7))
        if dice.random() < 0.25:
            world.network.deliver_late()
        if dice.random() < 0.5:
            dice.choice(SERVER_WORK)(world)
        if dice.random() < 0.2:
            find_each_other(world)


def converse(world: World, node: Node, steps: int) -> None:
    """Let a node go on with its conversation, and look where its hub is where that comes to nothing."""
    with world.surviving(f"{node.name} converses"):
        for _step in range(steps):
            before = node.protocol.step
            node.step()
            if before in RESTING and node.protocol.step is before:
                break
        follow(world, node)
