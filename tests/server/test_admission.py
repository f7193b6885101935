import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest

from counter_tui.server.admission import Gate
from counter_tui.server.central import Central
from counter_tui.server.problem import Declined
from tests.server.conftest import Enrol
from tests.server.terminal import Terminal, code_of


@contextmanager
def held_office(central: Central) -> Iterator[None]:
    """Hold up whoever wants to write."""
    with central.database.write() as work:
        if work.postgres:
            work.run("LOCK TABLE office_sequence IN ACCESS EXCLUSIVE MODE")
        yield


async def pushes(
    terminals: list[Terminal], central: Central, inside: int
) -> list[asyncio.Task[httpx.Response]]:
    """Push from all terminals at once; return when so many are taken or wait."""
    tasks = [asyncio.create_task(terminal.push()) for terminal in terminals]
    async with asyncio.timeout(60):
        while central.gate.inside < inside:
            await asyncio.sleep(0)
    return tasks


@pytest.fixture
async def returning(enrol: Enrol) -> list[Terminal]:
    """Six terminals that all have something to push."""
    terminals = [await enrol() for _ in range(6)]
    for terminal in terminals:
        terminal.issue()
    return terminals


async def test_what_is_beyond_the_room_is_refused_at_once_and_taken_later(
    returning: list[Terminal], central: Central
) -> None:
    central.gate = Gate(at_work=2, waiting=2, most_waiting=2)
    with held_office(central):
        tasks = await pushes(returning[:4], central, 4)
        refused = [await terminal.push() for terminal in returning[4:]]
    assert [answer.status_code for answer in refused] == [503, 503]
    assert {code_of(answer) for answer in refused} == {"busy"}
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert [answer.status_code for answer in await asyncio.gather(*tasks)] == [200] * 4
    for terminal in returning[4:]:
        assert (await terminal.pushed()).durable == 1


async def test_a_full_house_still_answers_health(returning: list[Terminal], central: Central) -> None:
    central.gate = Gate(at_work=2, waiting=1, most_waiting=1)
    with held_office(central):
        tasks = await pushes(returning[:3], central, 3)
        answer = await returning[0].client.get("/v1/health")
        assert answer.json()["status"] == "ok"
    await asyncio.gather(*tasks)


def test_each_who_is_refused_gets_a_time_of_its_own() -> None:
    gate = Gate(clock=lambda: 100.0, jitter=lambda: 0.0)
    times = [gate.busy().retry_after or 0 for _ in range(400)]
    assert times == sorted(times)
    assert times[0] <= 2
    assert times[-1] >= 400 * 0.02
    assert max(gate.busy().retry_after or 0 for _ in range(5000)) <= 61


def test_jitter_parts_those_who_were_refused_in_one_second() -> None:
    early = Gate(clock=lambda: 0.0, jitter=lambda: 0.0).busy()
    late = Gate(clock=lambda: 0.0, jitter=lambda: 0.99).busy()
    assert (early.retry_after or 0) < (late.retry_after or 0)


async def test_the_pace_is_learnt_from_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    gate = Gate(at_work=1, clock=lambda: now, jitter=lambda: 0.0)
    for _ in range(60):
        async with gate.turn():
            now += 10.0
    assert gate.busy().retry_after in (11, 12)


async def admitted(each_s: float) -> int:
    """Return how many get into a gate, of many who come at once after each took so many seconds."""
    now = 0.0
    gate = Gate(at_work=1, waiting=3, most_waiting=50, clock=lambda: now)
    for _ in range(100):
        async with gate.turn():
            now += each_s
    tasks = [asyncio.create_task(gate.turn().__aenter__()) for _ in range(99)]
    await asyncio.sleep(0)
    inside = gate.inside
    for task in tasks:
        task.cancel()
    refused = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(one, Declined) for one in refused) == 99 - inside
    return inside


async def test_the_line_is_as_long_as_its_last_one_has_patience_and_never_endless() -> None:
    assert await admitted(each_s=100.0) == 4
    assert await admitted(each_s=0.25) == 29
    assert await admitted(each_s=0.001) == 51


async def crowd(gate: Gate, done: asyncio.Event) -> list[asyncio.Task[None]]:
    """Let many push at once, until `done`."""

    async def push() -> None:
        async with gate.turn():
            await done.wait()

    tasks = [asyncio.create_task(push()) for _ in range(3)]
    while gate.inside < len(tasks):
        await asyncio.sleep(0)
    return tasks


async def test_a_pull_lets_the_pushes_that_wait_go_before() -> None:
    gate, done = Gate(at_work=1), asyncio.Event()
    tasks = await crowd(gate, done)
    order: list[int] = []

    async def pull() -> None:
        async with gate.pull():
            order.append(gate.inside)

    pulling = asyncio.create_task(pull())
    for _ in range(5):
        await asyncio.sleep(0)
    assert order == []
    done.set()
    await asyncio.gather(pulling, *tasks)
    assert order == [0]


async def test_a_pull_waits_for_no_end_of_pushes() -> None:
    gate, done = Gate(at_work=1, yield_s=0.0), asyncio.Event()
    tasks = await crowd(gate, done)
    async with gate.pull():
        assert gate.inside == 3
    done.set()
    await asyncio.gather(*tasks)


def test_bodies_that_are_held_together_never_exceed_their_memory() -> None:
    gate = Gate(held_bytes=100)
    with gate.holding() as first, gate.holding() as second:
        first(60)
        with pytest.raises(Declined) as refused:
            second(41)
        second(40)
    assert refused.value.status == 503
    with gate.holding() as again:
        again(100)


async def test_bodies_beyond_the_memory_are_refused_and_given_back(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    terminal.issue()
    central.gate = Gate(held_bytes=50)
    assert (await terminal.push()).status_code == 503
    assert central.gate._free_bytes == 50


async def test_an_unsigned_body_is_not_even_read(enrol: Enrol, central: Central) -> None:
    client = (await enrol()).client
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield bytes(1024)

    answer = await client.post("/v1/events", content=body())
    assert (answer.status_code, code_of(answer)) == (401, "unsigned")
    assert taken == 0
