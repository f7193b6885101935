"""A hub's own routes hold to their description, whatever is asked of them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from counter_tui.bootstrap import setup
from counter_tui.config import Home
from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.hub import inheritance
from counter_tui.server.hub.commands import Commands
from counter_tui.server.hub.opening import Opened, hub, opened
from counter_tui.server.limits import Limits
from counter_tui.server.rate import Rate
from counter_tui.store import queries
from counter_tui.sync import wire
from counter_tui.sync.server_clock import wall_ms
from tests.server.conftest import ask_in
from tests.server.fuzzing import EXAMPLES, Json, ask_everything
from tests.server.terminal import Terminal

ADDRESS = "https://127.0.0.1:8441"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "loket1")
    answers = setup.Answers(office="PLG", site="utama", counter="1", guard="file", login="dewi", pin="482913")
    setup.set_up(home, answers)
    return home


@pytest.fixture
def running(home: Home) -> Iterator[Opened]:
    with opened(home) as found:
        yield found


@pytest.fixture
def central(running: Opened, home: Home) -> Iterator[Central]:
    """A hub whose day is open and whose commands are done, at an address at which nobody asks."""
    central = hub(running, "certificate")
    central.limits = Limits(strangers=Rate(1e6, 10**6), devices=Rate(1e6, 10**6))
    inheritance.wire(central, running, home, ADDRESS)
    (commands,) = (one for one in central.workers if isinstance(one, Commands))
    central.journal.begin(central.now())
    commands.start()
    yield central
    commands.stop()


@pytest.fixture
async def terminal(central: Central, running: Opened) -> Terminal:
    """A terminal that the hub took in."""
    transport = httpx.ASGITransport(build(central))
    client = httpx.AsyncClient(transport=transport, base_url=ADDRESS)
    found = Terminal(client, now=wall_ms())
    code = devices.enrol(running.database, running.identity, office="PLG", name="x", address=ADDRESS)
    answer = await ask_in(found, code)
    assert answer.status_code == 200, answer.text
    return found


def sound(running: Opened) -> dict[tuple[str, str], Json]:
    """Return what each operation is asked with so that it answers 200; a move, which ends the rest, last."""
    with running.store.read() as connection:
        officer = queries.records(connection, "officer")[0][0]
    command = {"id": "c1", "counter": "2", "officer": officer, "arguments": {"service": "paspor_baru"}}
    return {
        ("POST", "/v1/desk/{action}"): {
            "path_parameters": {"action": "issue"},
            "body": command,
            "media_type": wire.JSON,
        },
        ("GET", "/v1/hub"): {},
        ("POST", "/v1/hub"): {"body": {"officer": officer}, "media_type": wire.JSON},
    }


def test_every_route_of_a_hub_and_nothing_else_is_described(central: Central) -> None:
    app = build(central)
    routes, described = FastAPI.openapi(app)["paths"], app.openapi()["paths"]
    assert {path: set(item) for path, item in described.items()} == {
        path: set(item) for path, item in routes.items()
    }
    assert {"/v1/events", "/v1/hub", "/v1/desk/{action}"} <= set(described)


@pytest.mark.parametrize("examples", EXAMPLES)
async def test_no_request_that_the_description_allows_or_forbids_makes_a_hub_fail(
    terminal: Terminal, central: Central, running: Opened, caplog: pytest.LogCaptureFixture, examples: int
) -> None:
    await asyncio.to_thread(ask_everything, build(central), terminal, sound(running), examples)
    assert "failed" not in caplog.text
