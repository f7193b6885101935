import asyncio

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.limits import Limits
from counter_tui.server.rate import Rate
from counter_tui.sync import wire
from counter_tui.sync.enrolment_code import parse_code, proof, proof_key
from tests.server.conftest import Enrol
from tests.server.fuzzing import EXAMPLES, Json, ask_everything
from tests.server.terminal import Terminal


@pytest.fixture
async def seeded(enrol: Enrol, central: Central) -> Terminal:
    """A terminal of an office that has events and records, at a server that counts no tries."""
    central.limits = Limits(strangers=Rate(1e6, 10**6), devices=Rate(1e6, 10**6))
    terminal = await enrol()
    for _ in range(3):
        terminal.issue()
    await terminal.pushed()
    terminal.issue()
    return terminal


def sound(terminal: Terminal, central: Central) -> dict[tuple[str, str], Json]:
    """Return what each operation is asked with so that it answers 200."""
    head = msgspec.to_builtins(wire.PushHead(head=terminal.head()))
    last = msgspec.json.decode(terminal.lines[-1])
    return {
        ("POST", "/v1/devices"): {"body": an_enrolment(central), "media_type": wire.JSON},
        ("POST", "/v1/events"): {"body": [head, last], "media_type": wire.NDJSON},
        ("GET", "/v1/events"): {"query": {"limit": 2, "mine": 1}},
        ("PUT", "/v1/records"): {"body": [{}], "media_type": wire.NDJSON},
        ("GET", "/v1/records"): {"query": {"limit": 2}},
        ("GET", "/v1/head"): {},
        ("GET", "/v1/health"): {"query": {"ready": "1"}},
        ("GET", "/metrics"): {},
    }


def an_enrolment(central: Central) -> Json:
    code = parse_code(
        devices.enrol(central.database, central.identity, office="PLG", name="x", address="http://pusat.test")
    )
    fresh = Terminal(httpx.AsyncClient())
    names = {"device": fresh.device, "office": "PLG", "site": "utama"}
    made = proof(proof_key(code.secret), public=fresh.key.public, **names)
    return names | {"code": code.id, "key": fresh.key.public, "name": "Loket", "proof": made}


def test_every_route_and_nothing_else_is_described(central: Central) -> None:
    app = build(central)
    routes, described = FastAPI.openapi(app)["paths"], app.openapi()["paths"]
    assert {path: set(item) for path, item in described.items()} == {
        path: set(item) for path, item in routes.items()
    }
    assert {"/v1/events", "/v1/head", "/metrics"} <= set(described)


@pytest.mark.parametrize("examples", EXAMPLES)
async def test_no_request_that_the_description_allows_or_forbids_makes_the_server_fail(
    seeded: Terminal, central: Central, caplog: pytest.LogCaptureFixture, examples: int
) -> None:
    asked = sound(seeded, central)
    app = build(central)
    await asyncio.to_thread(ask_everything, app, seeded, asked, examples)
    assert {path for _method, path in asked} == set(app.openapi()["paths"])
    assert "failed" not in caplog.text
