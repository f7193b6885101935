"""What befalls a site of real processes; each fault mends what it broke before it returns."""

import random
import time
from collections.abc import Callable, Sequence

from tests.chaos import means, successions
from tests.chaos.means import LONGEST_OUTAGE_S
from tests.chaos.site import Site
from tests.e2e.line import Cut, Line

COMMAND, PUSH, RECORDS, PULL = b"POST /v1/desk/", b"POST /v1/events", b"PUT /v1/records", b"GET /v1/events"
MANY = (4, 8)
"""So many answers to commands are lost one after the other."""
Fault = Callable[[Site, random.Random], bool]
"""Returns whether it could happen."""


def kill_hub(site: Site, dice: random.Random) -> bool:
    return means.dies(site.hub, dice, site.hub.kill)


def kill_hub_in_transaction(site: Site, dice: random.Random) -> bool:
    return means.dies(site.hub, dice, lambda: means.hunt(site.hub_counter.killer, site.hub))


def kill_hub_in_command(site: Site, dice: random.Random) -> bool:
    return means.dies(
        site.hub, dice, lambda: means.meet(site.hub, site.branches, COMMAND, Cut.IN_SERVER, dice)
    )


def kill_hub_behind_command(site: Site, dice: random.Random) -> bool:
    return means.dies(
        site.hub, dice, lambda: means.meet(site.hub, site.branches, COMMAND, Cut.LOST_ANSWER, dice)
    )


def kill_hub_in_push(site: Site, dice: random.Random) -> bool:
    return means.dies(site.hub, dice, lambda: means.meet(site.hub, site.branches, PUSH, Cut.IN_SERVER, dice))


def kill_centre(site: Site, dice: random.Random) -> bool:
    return means.dies(site.centre, dice, site.centre.kill)


def kill_centre_in_push(site: Site, dice: random.Random) -> bool:
    return means.dies(
        site.centre, dice, lambda: means.meet(site.centre, [site.trunk], PUSH, Cut.IN_SERVER, dice)
    )


def kill_centre_behind_push(site: Site, dice: random.Random) -> bool:
    return means.dies(
        site.centre, dice, lambda: means.meet(site.centre, [site.trunk], PUSH, Cut.LOST_ANSWER, dice)
    )


def stop_database(site: Site, dice: random.Random) -> bool:
    """Stop PostgreSQL under the centre, which goes on and finds it again."""
    with site.centre.lock:
        site.cluster.stop()
        time.sleep(dice.uniform(0, LONGEST_OUTAGE_S))
        site.cluster.start()
    return True


def kill_desk(site: Site, dice: random.Random) -> bool:
    dice.choice(site.counters).kill_after_s = dice.uniform(0, 0.03)
    return True


def kill_desk_in_transaction(site: Site, dice: random.Random) -> bool:
    counter = dice.choice(site.counters)
    process = counter.desk
    if process is None:
        return False
    kills = counter.killer.kills
    with counter.killer.hunting(process):
        means.wait(lambda: process.poll() is not None)
    return counter.killer.kills > kills


def kill_sync_in_push(site: Site, dice: random.Random) -> bool:
    counter = dice.choice(site.terminals)
    cut = dice.choice((Cut.HALF_REQUEST, Cut.IN_SERVER, Cut.LOST_ANSWER))
    with counter.lock:
        process = counter.sync
        if process is None or counter.line is None:
            return False
        met = means.befall([counter.line], PUSH, cut, process.kill)
        counter.start_sync()
    return met


def cut_power(site: Site, dice: random.Random) -> bool:
    """Kill everything on one terminal."""
    counter = dice.choice(site.terminals)
    with counter.lock:
        for process in (counter.desk, counter.sync):
            if process is not None:
                process.kill()
        time.sleep(dice.uniform(0, LONGEST_OUTAGE_S / 2))
        counter.start_sync()
    return True


def jump_hub_clock(site: Site, dice: random.Random) -> bool:
    return means.jumps(site.hub_counter.home, dice)


def jump_centre_clock(site: Site, dice: random.Random) -> bool:
    return means.jumps(site.centre.centre.home, dice)


def jump_counter_clock(site: Site, dice: random.Random) -> bool:
    return means.jumps(dice.choice(site.terminals).home, dice)


def restart_hub(site: Site, dice: random.Random) -> bool:
    return means.begins_again(site.hub)


def restart_centre(site: Site, dice: random.Random) -> bool:
    return means.begins_again(site.centre)


def part_terminal(site: Site, dice: random.Random) -> bool:
    return means.parts(dice.choice(site.branches), dice)


def part_hub(site: Site, dice: random.Random) -> bool:
    return means.parts(site.trunk, dice)


def lose_answer(site: Site, dice: random.Random) -> bool:
    return means.befall(*_aimed(site, dice), Cut.LOST_ANSWER)


def lose_commands(site: Site, dice: random.Random) -> bool:
    """Lose the answers to some commands, each of which the terminal repeats at once."""
    opening, lost = COMMAND + dice.choice((b"issue", b"call-next")), 0
    for _time in range(dice.randint(*MANY)):
        lost += means.befall(site.branches, opening, Cut.LOST_ANSWER)
    return lost > 0


def break_request(site: Site, dice: random.Random) -> bool:
    return means.befall(*_aimed(site, dice), Cut.HALF_REQUEST)


def delay_command(site: Site, dice: random.Random) -> bool:
    return means.befall(site.branches, COMMAND, Cut.LATE_ANSWER)


def delay_answer(site: Site, dice: random.Random) -> bool:
    return means.befall(*_aimed(site, dice), Cut.LATE_ANSWER)


def repeat_request(site: Site, dice: random.Random) -> bool:
    return means.befall(*_aimed(site, dice), Cut.REPEATED)


ALL: tuple[Fault, ...] = (
    kill_hub,
    kill_hub_in_transaction,
    kill_hub_in_command,
    kill_hub_behind_command,
    kill_hub_in_push,
    kill_centre,
    kill_centre_in_push,
    kill_centre_behind_push,
    stop_database,
    kill_desk,
    kill_desk_in_transaction,
    kill_sync_in_push,
    cut_power,
    jump_hub_clock,
    jump_centre_clock,
    jump_counter_clock,
    restart_hub,
    restart_centre,
    part_terminal,
    part_hub,
    lose_answer,
    lose_commands,
    break_request,
    delay_command,
    delay_answer,
    repeat_request,
    successions.promote_for_dead_hub,
    successions.promote_beside_living_hub,
    successions.move_hub,
    successions.kill_hub_in_move,
)


def _aimed(site: Site, dice: random.Random) -> tuple[Sequence[Line], bytes]:
    """Return a kind of request and the lines on which it goes."""
    if dice.random() < 0.3:
        return [site.trunk], dice.choice((PUSH, PULL))
    return site.branches, dice.choice((PUSH, PULL, RECORDS, COMMAND))
