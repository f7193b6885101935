from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.limits import Limits
from counter_tui.server.rate import Rate
from counter_tui.sync import wire
from counter_tui.sync.enrolment_code import parse_code, proof, proof_key
from counter_tui.sync.signing import Request, sign_request
from tests.server.conftest import Enrol
from tests.server.terminal import Terminal

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 20
Json = dict[str, Any]


@schemathesis.serializer(wire.NDJSON)
def packed(ctx: schemathesis.SerializationContext, value: Any) -> bytes:
    """Send an array as the wire does; anything else as it comes."""
    if isinstance(value, bytes):
        return value
    first, *rest = value if isinstance(value, list) and value else [value]
    return wire.pack(first, [msgspec.json.encode(line, order="sorted") for line in rest])


@schemathesis.deserializer(wire.NDJSON)
def inflated(ctx: schemathesis.DeserializationContext, response: schemathesis.Response) -> Any:
    """Read an answer's lines."""
    head, lines = wire.unpack(response.content, dict)
    return [head, *map(msgspec.json.decode, lines)]


class Signer(requests.auth.AuthBase):
    """Signs each request as a terminal does."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        raw = body if isinstance(body, bytes) else str(body).encode()
        signed = Request(str(request.method), str(request.url), {})
        terminal = self.terminal
        sign_request(signed, raw, device=terminal.device, key=terminal.key, now_ms=terminal.now)
        request.headers.update(signed.headers)
        return request


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


def local(app: FastAPI) -> Callable[..., Any]:
    """The application as it sees a caller on its own machine."""

    async def called(scope: Any, receive: Any, send: Any) -> None:
        await app(scope | {"client": ("127.0.0.1", 1)} if scope["type"] == "http" else scope, receive, send)

    return called


def operations(schema: Any) -> list[Any]:
    """Return all operations of a description."""
    return [found.ok() for found in schema.get_all_operations()]


def modes(operation: Any) -> list[GenerationMode]:
    """Return whether an operation can only be asked as it says, or also otherwise."""
    open_to_nonsense = len(operation.body) or len(operation.query)
    return (
        [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if open_to_nonsense else [GenerationMode.POSITIVE]
    )


def fuzz(strategy: SearchStrategy[Any], ask: Callable[[Any], None]) -> None:
    """Ask with a number of cases, the same in every run."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def run(case: Any) -> None:
        ask(case)

    run()


def test_every_route_and_nothing_else_is_described(central: Central) -> None:
    app = build(central)
    routes, described = FastAPI.openapi(app)["paths"], app.openapi()["paths"]
    assert {path: set(item) for path, item in described.items()} == {
        path: set(item) for path, item in routes.items()
    }
    assert {"/v1/events", "/v1/head", "/metrics"} <= set(described)


async def test_no_request_that_the_description_allows_or_forbids_makes_the_server_fail(
    seeded: Terminal, central: Central, caplog: pytest.LogCaptureFixture
) -> None:
    app = build(central)
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = local(app)
    statuses: Counter[tuple[str, int]] = Counter()
    signer = Signer(seeded)
    valid = sound(seeded, central)

    def ask(case: Any) -> None:
        response = case.call(base_url="http://pusat.test", auth=signer)
        case.validate_response(response, checks=CHECKS)
        statuses[case.operation.label, response.status_code] += 1

    for operation in operations(schema):
        for mode in modes(operation):
            fuzz(operation.as_strategy(generation_mode=mode), ask)
        ask(operation.Case(**valid[operation.method.upper(), operation.path]))
        assert statuses[operation.label, 200], (operation.label, statuses)
    assert {operation for operation, status in statuses if status == 200} == {
        f"{method} {path}" for method, path in valid
    }
    assert "failed" not in caplog.text
