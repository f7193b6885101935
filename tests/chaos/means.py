"""How the faults of a site are brought about, and mended."""

import random
import threading
import time
from collections.abc import Callable, Sequence

from tests.chaos import clocks
from tests.chaos.site import Server
from tests.e2e.installation import Installation
from tests.e2e.killer import TransactionKiller
from tests.e2e.line import Cut, Line, State

PATIENCE_S = 10.0
"""How long a request or a transaction is waited for that a fault is to meet."""
LONGEST_OUTAGE_S = 4.0
AROUND_COMMIT_S = 0.012
"""A server has a request's transaction behind it about so long after it came."""


def dies(server: Server, dice: random.Random, kill: Callable[[], object]) -> bool:
    """Let a server be killed, stay away for a while and come back."""
    outage = dice.uniform(0, LONGEST_OUTAGE_S)
    with server.lock:
        kill()
        died = server.centre.process.poll() is not None or wait(server.is_dead)
        if died:
            time.sleep(outage)
            server.start_again()
    return died


def begins_again(server: Server) -> bool:
    """Stop a server in good order and start it again."""
    with server.lock:
        server.start_again()
    return True


def jumps(home: Installation, dice: random.Random) -> bool:
    clocks.set_wrong(home, dice.choice(clocks.SKEWS_S))
    return True


def hunt(killer: TransactionKiller, server: Server) -> None:
    with killer.hunting(server.centre.process):
        wait(server.is_dead)


def meet(server: Server, lines: Sequence[Line], opening: bytes, cut: Cut, dice: random.Random) -> None:
    """Kill a server while, or just after, it answers a request."""
    moment = dice.uniform(0, AROUND_COMMIT_S) if cut is Cut.IN_SERVER else 0.0

    def strike() -> None:
        time.sleep(moment)
        server.kill()

    befall(lines, opening, cut, strike)


def befall(lines: Sequence[Line], opening: bytes, cut: Cut, then: Callable[[], None] = lambda: None) -> bool:
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


def parts(line: Line, dice: random.Random) -> bool:
    line.become(dice.choice((State.CUT, State.SILENT)))
    time.sleep(dice.uniform(0.1, 2 * LONGEST_OUTAGE_S))
    line.become(State.UP)
    return True


def wait(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
