"""Three homes over a line that loses requests and answers, duplicates and delays: everything arrives once."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable

import httpx
import pytest

from counter_tui.sync.protocol import Step
from tests.sync.conftest import MakeHome
from tests.sync.town import Home, Line, Talk, Town, settle_all

SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))]
ROUNDS = 90


class Weather:
    """Decides by a seed what happens to each request, and counts it."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.calm = False
        self.seen: Counter[str] = Counter()

    def __call__(self, request: httpx.Request) -> str:
        if self.calm:
            return ""
        fault = self._dice.choices(["", "cut", "lost", "twice", "late"], [8, 2, 3, 2, 2])[0]
        self.seen[f"{fault} {request.method}".strip()] += 1
        return fault


def act(home: Home, dice: random.Random, number: int) -> None:
    tickets = [id_ for id_ in ("a", "b", "c", "d") if dice.random() < 0.4]
    for ticket in tickets or ["a"]:
        if dice.random() < 0.5:
            home.issue(ticket, f"A-{number:03}")
        else:
            home.append(f"ticket/{ticket}", "ticket.called", {"counter": "1", "visit": 1, "reason": "order"})
    if dice.random() < 0.3:
        home.note(f"n{dice.randrange(4)}", f"text {number}")


@pytest.mark.parametrize("seed", SEEDS)
async def test_everything_arrives_exactly_once_whatever_the_line_does(
    enrolled: MakeHome, town: Town, seed: int
) -> None:
    dice = random.Random(seed)
    weather = Weather(dice)
    homes = [enrolled(f"d{number}") for number in range(3)]
    talks = [Talk(home, Line(town, weather)) for home in homes]
    for number in range(ROUNDS):
        place = dice.randrange(3)
        act(homes[place], dice, number)
        if dice.random() < 0.15:
            talks[place] = Talk(homes[place], Line(town, weather))
        for _step in range(dice.randrange(8)):
            await one_step(talks[place])
    assert min(weather.seen[f"{fault} POST"] for fault in ("cut", "lost", "twice", "late")) >= 1
    weather.calm = True
    await settle_all(talks)
    await settle_all(talks)
    journal = town.journal()
    written = [id_ for home in homes for id_ in own_ids(home)]
    assert sorted(id_ for id_, _body in journal) == sorted(written)
    for home in homes:
        assert home.events() == dict(journal)
        assert home.sync.unsynced() == (0, None)
        assert home.quarantined() == []
        assert home.problems() == []
        for ticket in ("a", "b", "c", "d"):
            assert home.state(f"ticket/{ticket}") == homes[0].state(f"ticket/{ticket}")
    assert len({tuple(notes(home)) for home in homes}) == 1


async def one_step(talk: Talk) -> None:
    """Take one step as the loop would; resting and pausing end at once."""
    if talk.protocol.step in (Step.LISTEN, Step.WAIT, Step.REST):
        talk.protocol.step = Step.HEAD
    advance: Callable[[], Awaitable[Step]] = talk.step
    await advance()


def own_ids(home: Home) -> list[str]:
    with home.store.read() as connection:
        found = connection.execute("SELECT id FROM event WHERE device = ?", (home.store.identity.device,))
        return [row[0] for row in found]


def notes(home: Home) -> list[tuple[str, int, str]]:
    with home.store.read() as connection:
        return connection.execute(
            "SELECT id, rev, data FROM record WHERE kind = 'note' ORDER BY id"
        ).fetchall()
