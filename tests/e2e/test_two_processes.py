import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest

from counter_tui.sync.server_clock import wall_ms
from tests.e2e.installation import Centre, Installation
from tests.server.conftest import ask_in
from tests.server.terminal import Terminal, code_of

pytestmark = pytest.mark.long


@pytest.fixture
def pair(tmp_path: Path, postgres: str) -> Iterator[tuple[Centre, Centre]]:
    """Two processes of one centre on one database, each on a port of its own."""
    home = Installation(tmp_path / "centre")
    with closing(Centre(home, postgres)) as first, closing(Centre(home, postgres)) as second:
        first.start()
        second.start()
        yield first, second


@pytest.fixture
async def clients(pair: tuple[Centre, Centre]) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    one, two = (httpx.AsyncClient(base_url=it.address, timeout=60, trust_env=False) for it in pair)
    async with one, two:
        yield one, two


Clients = tuple[httpx.AsyncClient, httpx.AsyncClient]


async def enrolled(pair: tuple[Centre, Centre], client: httpx.AsyncClient) -> Terminal:
    """Enrol a terminal at the process that the client speaks to."""
    words = ("devices", "enrol", "--office", "PLG", "--name", "Loket")
    code = (await asyncio.to_thread(pair[0].home.ask, *words))["code"]
    terminal = Terminal(client, now=wall_ms())
    answer = await ask_in(terminal, code)
    assert answer.status_code == 200, answer.text
    return terminal


async def test_both_are_one_server_and_know_each_others_devices(
    pair: tuple[Centre, Centre], clients: Clients
) -> None:
    terminal = await enrolled(pair, clients[0])
    heads = []
    for client in clients:
        terminal.client = client
        heads.append(await terminal.ask_head())
    assert (heads[0].server, heads[0].server_epoch) == (heads[1].server, heads[1].server_epoch)


async def test_a_long_poll_at_one_hears_of_a_push_at_the_other(
    pair: tuple[Centre, Centre], clients: Clients
) -> None:
    listener, speaker = await enrolled(pair, clients[0]), await enrolled(pair, clients[1])
    _, cursor = await listener.pull_all()
    poll = asyncio.create_task(listener.pull(cursor=cursor, wait=30))
    async with asyncio.timeout(60):
        while "counter_tui_long_polls 1" not in (await clients[0].get("/metrics")).text:
            await asyncio.sleep(0.02)
    speaker.issue()
    await speaker.pushed()
    assert (await poll)[1] == speaker.lines


async def test_a_request_that_one_answered_is_refused_by_the_other(
    pair: tuple[Centre, Centre], clients: Clients
) -> None:
    terminal = await enrolled(pair, clients[0])
    for path in ("/v1/head", "/v1/events", "/v1/records"):
        recorded = terminal.request("GET", path)
        answers = []
        for client in clients:
            again = client.build_request("GET", path, headers=signed(recorded))
            answers.append(await client.send(again))
        assert [answer.status_code for answer in answers] == [200, 401]
        assert code_of(answers[1]) == "replay"


def signed(request: httpx.Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name != "host"}


async def test_pushes_at_both_are_numbered_and_projected_once(
    pair: tuple[Centre, Centre], clients: Clients, postgres: str
) -> None:
    terminals = [await enrolled(pair, client) for client in clients]
    for terminal in terminals:
        for _ in range(60):
            terminal.issue()

    async def push(terminal: Terminal) -> None:
        for place in range(0, 60, 6):
            await terminal.pushed(after=place, upto=place + 6)

    await asyncio.gather(*map(push, terminals))
    async with asyncio.timeout(60):
        while (await terminals[0].ask_head()).projected < 120:
            await asyncio.sleep(0.02)
    with psycopg.connect(postgres) as connection:
        numbers = connection.execute("SELECT office_seq FROM event ORDER BY office_seq").fetchall()
        tickets = connection.execute("SELECT COUNT(*), COUNT(DISTINCT id) FROM ticket").fetchone()
    assert [number for (number,) in numbers] == list(range(1, 121))
    assert tickets == (120, 120)
    assert (await asyncio.to_thread(pair[0].home.ask, "store", "check"))["ok"]


async def test_one_that_is_killed_leaves_the_other_serving(
    pair: tuple[Centre, Centre], clients: Clients
) -> None:
    terminal = await enrolled(pair, clients[0])
    terminal.issue()
    await terminal.pushed()
    await asyncio.to_thread(pair[0].stop, kill=True)
    terminal.client = clients[1]
    terminal.issue()
    assert (await terminal.pushed(after=1)).durable == 2
