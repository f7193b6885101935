"""Eight terminals and one hub: how long a call takes when all call, who sees it when, and that none is twice.

Open loop: a call is due every 50 ms, whatever became of those before; all listen, one is a real terminal.
Closed loop: each calls as soon as its last call was answered until all who wait are called, beside
`GET /v1/health` asked in the same way on the same server. That is the server's own throughput: nobody listens
then, and requests are signed before, for eight terminals' share of the work would be done by this one
machine. It may have other work: of three rounds the best is taken.
"""

import asyncio
from math import ceil
from pathlib import Path
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
KEYS = 40


class Round(NamedTuple):
    """What one round of the open loop measured, in milliseconds."""

    calls: list[float]
    seen: list[float]


class Throughput(NamedTuple):
    """What one round of the closed loop measured, in requests a second."""

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
                (day,) = queries.open_days(connection, "utama")
                waiting = len(queries.open_tickets(connection, "utama", day.business_day))
            codes = [
                devices.enrol(database, server, office=office, name=f"Loket {number}", address=address)
                for number in range(TERMINALS)
            ]
        site = home.folder.with_name("onlooker")
        setup.set_up(Home(site), _answers(office, codes.pop(), address))
        newcomers = [enrol.Newcomer(office, "utama", f"ukur{one}", str(one)) for one in range(len(codes))]
        peers = [enrol.enrol(code, who)[0] for code, who in zip(codes, newcomers, strict=True)]
        return asyncio.run(_measured(Callers(peers, officer, waiting), site, seconds))


async def _measured(callers: Callers, site: Path, seconds: float) -> list[Row]:
    with onlooker(site) as watching:
        async with callers.listening():
            rounds = [await _open(callers, watching, ceil(CALLS_A_SECOND * seconds)) for _ in range(ROUNDS)]
            keys, bare = await _keys(callers, watching)
    through = max([await _closed(callers, seconds) for _ in range(ROUNDS)], key=_share_of_health)
    await callers.close()
    seen = min(_share(one.seen, 0.99) for one in rounds)
    share = Row(
        "hub: calls a second, beside health", through.calls, "", floor=through.health, aim=1 / 3, kind="share"
    )
    twice = len(callers.called) - len(set(callers.called))
    return [
        Row("hub: call-next of 8 terminals, 20 a second, p99", _best(rounds, 0.99), "ms", aim=25),
        Row("hub: the longest of them", _best(rounds, 1), "ms", aim=150),
        Row("hub: on another terminal's screen, p99", seen, "ms", aim=200),
        share,
        Row("hub: numbers called twice", twice, "", aim=0),
        Row("hub: a key that calls, beside its bare request", keys, "ms", floor=bare),
    ]


async def _open(callers: Callers, watching: Onlooker, count: int) -> Round:
    await callers.gather(homes.OPEN)
    before = len(callers.sent_at)
    times = await callers.open_loop(count, CALLS_A_SECOND)
    sent = dict(list(callers.sent_at.items())[before:])
    seen = await asyncio.to_thread(watching.seen, list(sent))
    return Round(times, [(seen[id_] - at) * 1000 for id_, at in sent.items()])


async def _closed(callers: Callers, seconds: float) -> Throughput:
    health = await callers.health(seconds)
    await callers.gather(homes.OPEN)
    return Throughput(health, await callers.calls(homes.OPEN))


def _share_of_health(one: Throughput) -> float:
    return one.calls / one.health


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
    return min(_share(one.calls, share) for one in rounds)


def _share(times: list[float], share: float) -> float:
    return sorted(times)[ceil(len(times) * share) - 1]
