"""The OpenAPI description of a server, from the wire's own types.

Bodies of `application/x-ndjson+zstd` are described as arrays: of the lines that they hold once inflated.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from counter_tui import __version__
from counter_tui.core.event import Event
from counter_tui.core.record import Record
from counter_tui.sync import wire
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest

Json = dict[str, Any]

_TYPES = (
    wire.PushHead, wire.PushAnswer, wire.Gap, wire.PullHead, wire.RecordsHead, wire.RecordsAnswer,
    wire.HeadAnswer, EnrolRequest, EnrolAnswer, wire.Problem,
    Event, Record,
)  # fmt: skip
_REF = "#/components/schemas/{name}"

_REFUSALS = {
    400: "The request cannot be read.",
    401: "Its author is not proven: unsigned, clock, replay, unknown_device, bad_signature.",
    403: "Its author may not do that.",
    408: "The body came too slowly.",
    410: "The cursor is of another server epoch, or of lost time: push, then bootstrap.",
    413: "The body is too large.",
    426: "This version may push, not pull.",
    429: "Too often; Retry-After says when to come again.",
    503: "Not now; Retry-After says when to come again.",
}
WRITING = (400, 401, 403, 408, 413, 429, 503)
_PULLING = (400, 401, 403, 410, 426, 429, 503)


class Part(NamedTuple):
    """What a server has beyond a centre's routes: paths as OpenAPI tells them, and the types they name."""

    paths: dict[str, Json]
    types: tuple[type, ...]


def describe(paths: set[str], parts: Iterable[Part] = ()) -> Json:
    """Return the OpenAPI 3.1 document of the given path patterns."""
    everything = _paths()
    types: list[type] = list(_TYPES)
    for part in parts:
        everything |= part.paths
        types += part.types
    _, schemas = msgspec.json.schema_components(types, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "counter-tui", "version": __version__},
        "paths": {path: item for path, item in everything.items() if path in paths},
        "components": {"schemas": schemas, "securitySchemes": {"device": _SIGNATURE}},
    }


_SIGNATURE = {
    "type": "apiKey",
    "in": "header",
    "name": "signature",
    "description": "RFC 9421, Ed25519, tag counter-tui, over @method, @path, @query, counter-protocol"
    " and content-digest, with created in the server's time and a nonce.",
}


def _paths() -> dict[str, Json]:
    cursor = _query("cursor", {"type": "string"})
    limit = _query("limit", {"type": "integer", "minimum": 0})
    return {
        "/v1/devices": {
            "post": operation("Enrol a device by its one-time code.", EnrolAnswer, WRITING)
            | {"requestBody": body(wire.JSON, ref(EnrolRequest)), "security": []}
        },
        "/v1/events": {
            "post": operation("Push lines of a chain.", wire.PushAnswer, WRITING, (409, wire.Gap))
            | {"requestBody": body(wire.NDJSON, _lines(wire.PushHead, Event))},
            "get": _pull("Pull an office's events.", wire.PullHead, Event)
            | {"parameters": _pull_parameters()},
        },
        "/v1/records": {
            "put": operation("Push versions of records.", wire.RecordsAnswer, WRITING)
            | {"requestBody": body(wire.NDJSON, _lines(wire.RecordsHead, Record))},
            "get": _pull("Pull an office's records.", wire.RecordsHead, Record)
            | {"parameters": [cursor, limit]},
        },
        "/v1/head": {
            "get": operation("Tell what the server holds of the caller.", wire.HeadAnswer, (401, 429, 503))
        },
        "/v1/health": {
            "get": {
                "summary": "Tell that the server lives; with `ready` whether to send it requests.",
                "parameters": [_query("ready", {"type": "string"}) | {"allowEmptyValue": True}],
                "responses": {
                    "200": _content("It lives.", wire.JSON, {"type": "object"}),
                    "503": _content("Not ready.", wire.JSON, {"type": "object"}),
                    **_refusals((429,)),
                },
                "security": [],
            }
        },
        "/metrics": {
            "get": {
                "summary": "Give figures in Prometheus' text format, on the server's own machine.",
                "responses": {
                    "200": _content("The figures.", "text/plain", {"type": "string"}),
                    **_refusals((403, 429, 503)),
                },
                "security": [],
            }
        },
    }


def _pull_parameters() -> list[Json]:
    kinds: dict[object, Json] = {int: {"type": "integer", "minimum": 0}, str: {"type": "string"}}
    return [_query(field.name, kinds[field.type]) for field in msgspec.structs.fields(wire.PullQuery)]


def operation(
    summary: str, found: type, refusals: tuple[int, ...], other: tuple[int, type] | None = None
) -> Json:
    """Return a signed operation that answers with `found`, or with another type at another status."""
    responses = {"200": _content("Done.", wire.JSON, ref(found)), **_refusals(refusals)}
    if other:
        responses[str(other[0])] = _content("It does not continue the chain.", wire.JSON, ref(other[1]))
    return {"summary": summary, "responses": responses, "security": [{"device": []}]}


def _pull(summary: str, first: type, line: type) -> Json:
    responses = {"200": _content("A page.", wire.NDJSON, _lines(first, line)), **_refusals(_PULLING)}
    return {"summary": summary, "responses": responses, "security": [{"device": []}]}


def _refusals(statuses: tuple[int, ...]) -> Json:
    return {str(status): _content(_REFUSALS[status], wire.JSON, ref(wire.Problem)) for status in statuses}


def body(media: str, schema: Json) -> Json:
    """Return a request's body."""
    return {"required": True, "content": {media: {"schema": schema}}}


def _content(description: str, media: str, schema: Json) -> Json:
    clock = {wire.NOW: {"schema": {"type": "string"}, "description": "The server's time, UTC ms."}}
    return {"description": description, "headers": clock, "content": {media: {"schema": schema}}}


def _lines(first: type, line: type) -> Json:
    said = f"The first line is a {first.__name__}, each other one a {line.__name__}."
    return {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [ref(first), ref(line)]},
        "description": said,
    }


def ref(kind: type) -> Json:
    """Return a reference to a type."""
    return {"$ref": _REF.format(name=kind.__name__)}


def _query(name: str, schema: Json) -> Json:
    return parameter(name, "query", schema)


def parameter(name: str, place: str, schema: Json) -> Json:
    """Return a parameter in `path` or `query`."""
    return {"name": name, "in": place, "schema": schema}
