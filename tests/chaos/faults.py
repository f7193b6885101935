"""What befalls a site of real processes; each fault mends what it broke before it returns."""

import random
import threading
import time
from collections.abc import Callable, Sequence

from tests.chaos.clocks import SKEWS_S
from tests.chaos.site import Server, Site
from tests.e2e.killer import TransactionKiller
from tests.e2e.line import Cut, Line, State

COMMAND, PUSH, RECORDS, PULL = b"POST /v1/desk/", b"POST /v1/events", b"PUT /v1/records", b"GET /v1/events"
PATIENCE_S = 5.0
"""How long a request or a transaction is waited for that a fault is to meet."""
LONGEST_OUTAGE_S = 4.0
AROUND_COMMIT_S = 0.012
"""A server has a request's transaction behind it about so long after it came."""

Fault = Callable[[Site, random.Random], bool]
"""Returns whether it could happen."""


def kill_hub(site: Site, dice: random.Random) -> bool:
    return _dies(site.hub, dice, site.hub.kill)


def kill_hub_in_transaction(site: Site, dice: random.Random) -> bool:
    return _dies(site.hub, dice, lambda: _hunt(site.hub_killer, site.hub))


def kill_hub_in_command(site: Site, dice: random.Random) -> bool:
    return _dies(site.hub, dice, lambda: _meet(site.hub, site.branches, COMMAND, Cut.IN_SERVER, dice))


def kill_hub_behind_command(site: Site, dice: random.Random) -> bool:
    return _dies(site.hub, dice, lambda: _meet(site.hub, site.branches, COMMAND, Cut.LOST_ANSWER, dice))


def kill_hub_in_push(site: Site, dice: random.Random) -> bool:
    return _dies(site.hub, dice, lambda: _meet(site.hub, site.branches, PUSH, Cut.IN_SERVER, dice))


def kill_centre(site: Site, dice: random.Random) -> bool:
    return _dies(site.centre, dice, site.centre.kill)


def kill_centre_in_push(site: Site, dice: random.Random) -> bool:
    return _dies(site.centre, dice, lambda: _meet(site.centre, [site.trunk], PUSH, Cut.IN_SERVER, dice))


def kill_centre_behind_push(site: Site, dice: random.Random) -> bool:
    return _dies(site.centre, dice, lambda: _meet(site.centre, [site.trunk], PUSH, Cut.LOST_ANSWER, dice))


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
        _wait(lambda: process.poll() is not None)
    return counter.killer.kills > kills


def kill_sync_in_push(site: Site, dice: random.Random) -> bool:
    counter = dice.choice(site.terminals)
    cut = dice.choice((Cut.HALF_REQUEST, Cut.IN_SERVER, Cut.LOST_ANSWER))
    with counter.lock:
        process = counter.sync
        if process is None or counter.line is None:
            return False
        met = _cut([counter.line], PUSH, cut, process.kill)
        counter.start_sync()
    return met


def cut_power(site: Site, dice: random.Random) -> bool:
    """Kill everything on one terminal; its clock may be another one afterwards."""
    counter = dice.choice(site.terminals)
    with counter.lock:
        for process in (counter.desk, counter.sync):
            if process is not None:
                process.kill()
        counter.set_clock(dice.choice(SKEWS_S))
        time.sleep(dice.uniform(0, LONGEST_OUTAGE_S / 2))
        counter.start_sync()
    return True


def skew_hub(site: Site, dice: random.Random) -> bool:
    return _begins_again(site.hub, dice.choice(SKEWS_S))


def skew_centre(site: Site, dice: random.Random) -> bool:
    return _begins_again(site.centre, dice.choice(SKEWS_S))


def part_terminal(site: Site, dice: random.Random) -> bool:
    return _parts(dice.choice(site.branches), dice)


def part_hub(site: Site, dice: random.Random) -> bool:
    return _parts(site.trunk, dice)


def lose_answer(site: Site, dice: random.Random) -> bool:
    return _cut(*_aimed(site, dice), Cut.LOST_ANSWER)


def lose_command(site: Site, dice: random.Random) -> bool:
    return _cut(site.branches, COMMAND, Cut.LOST_ANSWER)


def break_request(site: Site, dice: random.Random) -> bool:
    return _cut(*_aimed(site, dice), Cut.HALF_REQUEST)


def delay_command(site: Site, dice: random.Random) -> bool:
    return _cut(site.branches, COMMAND, Cut.LATE_ANSWER)


def delay_answer(site: Site, dice: random.Random) -> bool:
    return _cut(*_aimed(site, dice), Cut.LATE_ANSWER)


def repeat_request(site: Site, dice: random.Random) -> bool:
    return _cut(*_aimed(site, dice), Cut.REPEATED)


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
    skew_hub,
    skew_centre,
    part_terminal,
    part_hub,
    lose_answer,
    lose_command,
    break_request,
    delay_command,
    delay_answer,
    repeat_request,
)


def _dies(server: Server, dice: random.Random, kill: Callable[[], object]) -> bool:
    """Let a server be killed, stay away for a while and come back."""
    outage = dice.uniform(0, LONGEST_OUTAGE_S)
    with server.lock:
        kill()
        died = server.centre.process.poll() is not None or _wait(server.is_dead)
        if died:
            time.sleep(outage)
            server.start_again()
    return died


def _begins_again(server: Server, seconds: int) -> bool:
    with server.lock:
        server.set_clock(seconds)
        server.start_again()
    return True


def _hunt(killer: TransactionKiller, server: Server) -> None:
    with killer.hunting(server.centre.process):
        _wait(server.is_dead)


def _meet(server: Server, lines: Sequence[Line], opening: bytes, cut: Cut, dice: random.Random) -> None:
    """Kill a server while, or just after, it answers a request."""
    moment = dice.uniform(0, AROUND_COMMIT_S) if cut is Cut.IN_SERVER else 0.0

    def strike() -> None:
        time.sleep(moment)
        server.kill()

    _cut(lines, opening, cut, strike)


def _cut(lines: Sequence[Line], opening: bytes, cut: Cut, then: Callable[[], None] = lambda: None) -> bool:
    """Wait until a request on one of the lines meets a cut; False when none came."""
    met = threading.Event()

    def befallen() -> None:
        if not met.is_set():
            then()
            met.set()

    armed = [(line, line.cut_next(opening, cut, befallen)) for line in lines]
    befell = met.wait(PATIENCE_S)
    for line, one in armed:
        line.forget(one)
    return befell


def _parts(line: Line, dice: random.Random) -> bool:
    line.become(dice.choice((State.CUT, State.SILENT)))
    time.sleep(dice.uniform(0.1, 2 * LONGEST_OUTAGE_S))
    line.become(State.UP)
    return True


def _aimed(site: Site, dice: random.Random) -> tuple[Sequence[Line], bytes]:
    """Return a kind of request and the lines on which it goes."""
    if dice.random() < 0.3:
        return [site.trunk], dice.choice((PUSH, PULL))
    return site.branches, dice.choice((PUSH, PULL, RECORDS, COMMAND))


def _wait(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
