"""The hub goes to another computer: promoted for a dead one or beside one that is cut off, or moved."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack

from counter_tui.sync import move
from tests.chaos.counters import KILLED, Counter
from tests.chaos.means import LONGEST_OUTAGE_S
from tests.chaos.site import Site
from tests.e2e.line import Cut, State

MOVE = b"POST " + move.PATH.encode()
PROMOTE, TAKE_OVER = ("--promote", "--old-hub-is-off"), ("--take-over",)
BESIDE_S = (8.0, 20.0)
"""Two hubs go on so long without knowing of each other: the later one has what waits in hand by then."""
TRIES = 8
"""So often a supervisor takes up a move that was not finished."""
LOOK_S = 1.0
STEPS_DOWN_S = 180.0
"""A hub of which a later one knows is a terminal after so long, unless it never will be."""


def promote_for_dead_hub(site: Site, dice: random.Random) -> bool:
    """Promote a terminal while the hub is dead; that comes back, knowing of nothing."""
    with site.succession:
        before = site.hub_counter
        with site.hub.lock:
            site.hub.kill()
            time.sleep(dice.uniform(0, LONGEST_OUTAGE_S))
            if not _promoted(site, dice.choice(site.terminals)):
                site.hub.start_again()
                return False
        time.sleep(dice.uniform(0, 2 * LONGEST_OUTAGE_S))
        _return(site, before, dice)
    return True


def promote_beside_living_hub(site: Site, dice: random.Random) -> bool:
    """Promote a terminal while the hub goes on at its own counter, cut off from everybody."""
    with site.succession:
        before, chosen = site.hub_counter, dice.choice(site.terminals)
        state = dice.choice((State.CUT, State.SILENT))
        with ExitStack() as mending:
            with site.hub.lock:
                for line in (*site.branches, site.trunk):
                    line.become(state)
                    mending.callback(line.become, State.UP)
                promoted = _promoted(site, chosen)
            time.sleep(dice.uniform(*BESIDE_S) if promoted else 0)
        if promoted:
            _return(site, before, dice)
    return promoted


def move_hub(site: Site, dice: random.Random) -> bool:
    """Move the hub to a terminal while both run; an answer of the hub to it may be lost."""
    return _move(site, dice, [(Cut.LOST_ANSWER, _nothing)] if dice.random() < 0.5 else [])


def kill_hub_in_move(site: Site, dice: random.Random) -> bool:
    """Kill the hub while it answers to the terminal that is about to take its place."""
    # Asked first it pauses, asked again it gives way: half of the times the first passes unharmed.
    passing = [(Cut.IN_SERVER, _nothing)] if dice.random() < 0.5 else []
    return _move(site, dice, [*passing, (dice.choice((Cut.IN_SERVER, Cut.LOST_ANSWER)), site.hub.kill)])


def _move(site: Site, dice: random.Random, cuts: list[tuple[Cut, Callable[[], None]]]) -> bool:
    """Move the hub to a terminal, whose requests for that meet these cuts."""
    with site.succession:
        before, chosen = site.hub_counter, dice.choice(site.terminals)
        with site.hub.lock:
            line = chosen.line
            assert line is not None
            armed = [line.cut_next(MOVE, cut, then) for cut, then in cuts]
            moved = _moved(site, chosen)
            for one in armed:
                line.forget(one)
            if site.hub.is_dead() and not moved:
                site.hub.start_again()
        if moved:
            _return(site, before, dice)
    return moved


def _nothing() -> None:
    """Let a cut be all that happens."""


def _promoted(site: Site, chosen: Counter) -> bool:
    with chosen.lock:
        if not _comes_up(site, chosen, PROMOTE):
            return False
        chosen.reign = max(counter.reign for counter in site.counters) + 1
        site.follow(chosen)
    return True


def _moved(site: Site, chosen: Counter) -> bool:
    """Take the hub's place, with its help; taken up again, and a dead hub run again, until it is done."""
    with chosen.lock:
        for _try in range(TRIES):
            if _comes_up(site, chosen, TAKE_OVER):
                chosen.reign = site.hub_counter.reign
                site.follow(chosen)
                return True
            if site.hub.is_dead():
                site.hub.start_again()
    return False


def _comes_up(site: Site, chosen: Counter, words: tuple[str, ...]) -> bool:
    front, hub = site.front(chosen), chosen.hub
    assert hub is not None
    chosen.end_sync()
    hub.options = (*words, "--url", front.address)
    up = hub.comes_up()
    hub.options = ("--url", front.address)
    if not up:
        chosen.start_sync()
    return up


def _return(site: Site, before: Counter, dice: random.Random) -> None:
    """Let the computer of the hub before run that again, until it is a terminal of the present one."""
    hub = before.hub
    assert hub is not None
    until, kills = time.monotonic() + STEPS_DOWN_S, dice.randint(0, 1)
    while _runs(site, before):
        if time.monotonic() > until:
            site.stuck.append(f"{before.name} is a hub beside {site.hub_counter.name}")
            break
        if kills and dice.random() < 0.3:
            kills -= 1
            hub.process.kill()
        time.sleep(LOOK_S)
    before.line = site.front(site.hub_counter)
    with before.lock:
        before.start_sync()


def _runs(site: Site, before: Counter) -> bool:
    """Return whether a computer still runs its own hub.

    One that gave way is run again until the other one took it in: then it is refused.
    """
    hub = before.hub
    assert hub is not None
    alive = hub.running and hub.process.poll() is None
    if alive and before.home.ask("status")["role"] == "hub":
        return True
    if hub.running and (status := hub.stop()) not in {KILLED, 0}:
        site.hub.deaths.append(f"{hub.role} ended with {status}")
    return hub.comes_up()
