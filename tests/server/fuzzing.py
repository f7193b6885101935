"""Asking a server for all that its description allows or forbids, signed, the same in every run."""

from collections import Counter
from collections.abc import Callable
from typing import Any

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

from counter_tui.sync import packing, wire
from counter_tui.sync.signing import Request, sign_request
from tests.server.terminal import Terminal

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = [6, pytest.param(60, marks=pytest.mark.long)]
"""With how many cases of each kind each operation is asked."""
Json = dict[str, Any]


@schemathesis.serializer(wire.NDJSON)
def packed(ctx: schemathesis.SerializationContext, value: Any) -> bytes:
    """Send an array as the wire does; anything else as it comes."""
    if isinstance(value, bytes):
        return value
    first, *rest = value if isinstance(value, list) and value else [value]
    return packing.pack(first, [msgspec.json.encode(line, order="sorted") for line in rest])


@schemathesis.deserializer(wire.NDJSON)
def inflated(ctx: schemathesis.DeserializationContext, response: schemathesis.Response) -> Any:
    """Read an answer's lines."""
    head, lines = packing.unpack(response.content, dict)
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


def local(app: FastAPI) -> Callable[..., Any]:
    """The application as it sees a caller on its own machine, begun once and not with every request."""

    async def called(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await app(scope | {"client": ("127.0.0.1", 1)}, receive, send)
            return
        for what in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{what}.complete"})

    return called


def ask_everything(
    app: FastAPI, terminal: Terminal, sound: dict[tuple[str, str], Json], examples: int
) -> None:
    """Ask an application in every way, also as its description forbids, and once soundly for each operation.

    `sound` holds, by method and path, what is asked so that the answer is 200; only these are asked.
    """
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = local(app)
    signer = Signer(terminal)
    statuses: Counter[tuple[str, int]] = Counter()

    def ask(case: Any) -> None:
        response = case.call(base_url=str(terminal.client.base_url), auth=signer)
        case.validate_response(response, checks=CHECKS)
        statuses[case.operation.label, response.status_code] += 1

    asked = set()
    for operation in operations(schema):
        place = operation.method.upper(), operation.path
        if place not in sound:
            continue
        for mode in modes(operation):
            fuzz(operation.as_strategy(generation_mode=mode), examples, ask)
        ask(operation.Case(**sound[place]))
        assert statuses[operation.label, 200], (operation.label, statuses)
        asked.add(place)
    assert asked == sound.keys()


def operations(schema: Any) -> list[Any]:
    """Return all operations of a description."""
    return [found.ok() for found in schema.get_all_operations()]


def modes(operation: Any) -> list[GenerationMode]:
    """Return whether an operation can only be asked as it says, or also otherwise."""
    open_to_nonsense = len(operation.body) or len(operation.query)
    return (
        [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if open_to_nonsense else [GenerationMode.POSITIVE]
    )


def fuzz(strategy: SearchStrategy[Any], examples: int, ask: Callable[[Any], None]) -> None:
    """Ask with a number of cases, the same in every run."""

    @settings(
        max_examples=examples,
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
