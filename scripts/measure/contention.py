"""Eight terminals and one hub: how long a call takes when all call, who sees it when, and that none is twice.

Open loop: a call is due every 50 ms, whatever became of those before. Closed loop: each terminal calls as
soon as its last call was answered, beside `GET /v1/health` asked in the same way on the same server. The
machine may have other work: of three rounds the best is taken, and throughput beside its floor of one round.
"""

import asyncio
from math import ceil
from statistics import median
from typing import NamedTuple

from counter_tui.bootstrap import setup
from counter_tui.config import Home
from counter_tui.server import devices
from counter_tui.server.hub.opening import opened
from counter_tui.store import queries
from counter_tui.sync import enrol
from scripts.measure import home as homes
from scripts.measure.callers import TERMINALS, Callers
from scripts.measure.onlooker import Onlooker, onlooker
from scripts.measure.process import hub
from scripts.measure.table import Row

CALLS_A_SECOND = 20
ROUNDS = 3
ROOM = 0.7
"""So many numbers wait before a closed loop for each health answered in as long: more than it calls."""
KEYS = 40


class Round(NamedTuple):
    """What one round measured; times in milliseconds, throughputs in requests a second."""

    open_loop: list[float]
    seen: list[float]
    health: float
    calls: float


def measure(home: Home, seconds: float) -> list[Row]:
    """Return the rows of `contention`; each loop of each round lasts so many seconds."""
    with hub(home):
        address = home.settings().serves
        with opened(home) as (store, database, server):
            office = store.identity.office
            with store.read() as connection:
                officer = queries.records(connection, "officer")[0][0]
            codes = [
                devices.enrol(database, server, office=office, name=f"Loket {number}", address=address)
                for number in range(TERMINALS)
            ]
        site = home.folder.with_name("onlooker")
        setup.set_up(Home(site), _answers(office, codes.pop(), address))
        newcomers = [enrol.Newcomer(office, "utama", f"ukur{one}", str(one)) for one in range(len(codes))]
        peers = [enrol.enrol(code, who)[0] for code, who in zip(codes, newcomers, strict=True)]
        with onlooker(site) as watching:
            return asyncio.run(_measured(Callers(peers, officer, homes.OPEN), watching, seconds))


async def _measured(callers: Callers, watching: Onlooker, seconds: float) -> list[Row]:
    async with callers.listening():
        rounds = [await _round(callers, watching, seconds) for _ in range(ROUNDS)]
        keys, bare = await _keys(callers, watching)
    seen = min(_share(one.seen, 0.99) for one in rounds)
    throughput = max(rounds, key=lambda one: one.calls / one.health)
    return [
        Row("hub: call-next of 8 terminals, 20 a second, p99", _best(rounds, 0.99), "ms", aim=25),
        Row("hub: the longest of them", _best(rounds, 1), "ms", aim=150),
        Row("hub: on another terminal's screen, p99", seen, "ms", aim=200),
        Row(
            "hub: as fast as they can, beside health, a second",
            throughput.calls,
            "calls",
            floor=throughput.health,
            aim=1 / 3,
            kind="share",
        ),
        Row("hub: numbers called twice", len(callers.called) - len(set(callers.called)), "", aim=0),
        Row("hub: a key that calls, beside its bare request", keys, "ms", floor=bare),
    ]


async def _round(callers: Callers, watching: Onlooker, seconds: float) -> Round:
    count = ceil(CALLS_A_SECOND * seconds)
    await callers.gather(homes.OPEN)
    before = len(callers.sent_at)
    open_loop = await callers.open_loop(count, CALLS_A_SECOND)
    sent = dict(list(callers.sent_at.items())[before:])
    seen = await asyncio.to_thread(watching.seen, list(sent))
    health = await callers.closed_loop(seconds, callers.health)
    await callers.gather(ceil(health * seconds * ROOM))
    calls = await callers.closed_loop(seconds, callers.call)
    return Round(open_loop, [(seen[id_] - at) * 1000 for id_, at in sent.items()], health, calls)


async def _keys(callers: Callers, watching: Onlooker) -> tuple[float, float]:
    """Return the medians of a key that calls at a terminal and of the bare request for it, in ms."""
    await callers.gather(2 * KEYS)
    keys = await asyncio.to_thread(watching.keys, KEYS)
    bare = [await callers.timed_call(callers.all[0]) for _ in range(KEYS)]
    return median(keys), median(bare)


def _answers(office: str, code: str, address: str) -> setup.Answers:
    return setup.Answers(
        office=office, site="utama", counter="9", guard=homes.GUARD, code=code, central=address
    )


def _best(rounds: list[Round], share: float) -> float:
    return min(_share(one.open_loop, share) for one in rounds)


def _share(times: list[float], share: float) -> float:
    return sorted(times)[ceil(len(times) * share) - 1]
