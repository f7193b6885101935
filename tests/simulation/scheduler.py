"""One seeded run: who steps next, what befalls whom, and then quiet."""

import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from counter_tui.sync import exchange, wire
from counter_tui.sync.protocol import Step
from tests.simulation import faults
from tests.simulation.actions import act
from tests.simulation.disk import Crash, simulated, spare
from tests.simulation.invariants import Violation, violations
from tests.simulation.nodes import Node
from tests.simulation.world import World

STEPS = 90
"""So many things happen in a run of the usual size."""

_QUIET = frozenset({Step.LISTEN, Step.WAIT, Step.REST})
_ROUNDS = 12
_PATIENCE = 400


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
    with simulated(), _small_pages():
        world = World(seed, with_hub=seed % 3 == 2)
        journal: list[str] = []
        try:
            _live(world, steps)
            found = [*_quiet(world), *violations(world)]
            with world.server.database.read() as work:
                journal = [body for (body,) in work.rows("SELECT body FROM event ORDER BY office_seq")]
        except Exception as fault:
            found = [Violation("failed", "".join(traceback.format_exception(fault)))]
        finally:
            world.close()
    return Outcome(seed, world.seen, world.trace, found, journal)


@contextmanager
def _small_pages() -> Iterator[None]:
    """Let pushes take several requests, so that everything can happen between two of them."""
    with patch.object(wire, "MAX_LINES", 5), patch.object(exchange, "RECORDS", 3):
        yield


def _live(world: World, steps: int) -> None:
    dice = world.dice
    catalogue = faults.EVERYWHERE if world.with_hub else faults.AT_A_CENTRE
    planned = sorted((dice.randrange(8, steps), number) for number in range(len(catalogue)) for _ in range(2))
    backups = {steps // 10, steps // 3, steps // 2}
    for number in range(steps):
        world.time += dice.choice((200, 1000, 5000, 40_000))
        if number in backups:
            faults.back_up(world)
        while planned and planned[0][0] == number:
            faults.befall(world, catalogue[planned.pop(0)[1]])
        act(world, dice.choice(list(world.nodes.values())))
        for _talk in range(dice.randrange(3)):
            _converse(world, dice.choice(world.terminals()), dice.randrange(1, 7))
        if dice.random() < 0.25:
            world.network.deliver_late()
        if dice.random() < 0.1:
            _project(world)


def _converse(world: World, node: Node, steps: int) -> None:
    """Let a node go on with its conversation."""
    for _step in range(steps):
        before = node.protocol.step
        if not _step_of(world, node):
            return
        if before in _QUIET and node.protocol.step is before:
            return


def _step_of(world: World, node: Node) -> bool:
    try:
        node.step()
    except Crash:
        world.crash(node)
        return False
    return True


def _project(world: World) -> None:
    try:
        world.server.project()
    except Crash:
        world.server_crashed()
    except Exception as fault:  # a projector that fails tries again
        world.note(f"  the projector waits: {type(fault).__name__}")


def _quiet(world: World) -> list[Violation]:
    """Heal everything and exchange until nothing changes; return who cannot come to rest."""
    world.note("quiet")
    world.network.calm = True
    world.network.parted.clear()
    spare(world.server.path)
    world.network.deliver_all()
    before: object = None
    for _round in range(_ROUNDS):
        for node in world.terminals():
            if not _settle(node):
                return [Violation("quiet", f"{node.name} goes on for ever at {node.protocol.step}")]
        world.server.project()
        after = [(node.name, node.last_row(), node.sync.unsynced()[0]) for node in world.nodes.values()]
        if after == before:
            return _unsettled(world)
        before = after
    return [Violation("quiet", "the office never comes to rest")]


def _settle(node: Node) -> bool:
    node.protocol.step = Step.HEAD
    return any(node.step() in _QUIET for _step in range(_PATIENCE))


def _unsettled(world: World) -> list[Violation]:
    return [
        Violation(
            "quiet", f"{node.name} stands at {node.protocol.step} with {node.sync.unsynced()[0]} unsynced"
        )
        for node in world.terminals()
        if not node.revoked and (node.protocol.step is not Step.LISTEN or node.sync.unsynced()[0])
    ]
