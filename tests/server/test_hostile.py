"""An enrolled or foreign client that means harm gets the right refusal each time, and the log no fault."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import msgspec
import pytest
import zstandard

from counter_tui.server import body, devices
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database
from counter_tui.sync import packing, wire
from counter_tui.sync.signing import Request, sign_request
from tests.server.conftest import Enrol, ask_in
from tests.server.terminal import Terminal, code_of

HUGE = 2**80


@pytest.fixture(autouse=True)
def no_fault(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No hostile request may look like a fault of ours."""
    yield
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def verdict(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, code_of(answer)


def signed(
    terminal: Terminal, method: str, path: str, raw: bytes = b"", headers: dict[str, str] | None = None
) -> httpx.Request:
    """Return a request whose own protocol header, if any, is signed as it stands."""
    request = terminal.client.build_request(method, path, content=raw or None)
    made = Request(method, str(request.url), {})
    sign_request(made, raw, device=terminal.device, key=terminal.key, now_ms=terminal.now)
    request.headers.update(made.headers)
    request.headers.update(headers or {})
    return request


async def test_a_chain_that_another_key_signed_is_forged(enrol: Enrol, database: Database) -> None:
    thief, owner = await enrol(), await enrol()
    thief.issue()
    head = owner.key.sign_head(thief.head())
    assert verdict(await thief.push(head=head)) == (403, "forged")
    assert held(database) == 0


async def test_lines_below_a_head_that_does_not_name_them_stay_apart(
    enrol: Enrol, database: Database
) -> None:
    terminal = await enrol()
    terminal.issue()
    head = terminal.head()
    terminal.lines[0] = terminal.lines[0].replace(b"walk_in", b"online_")
    answer = await terminal.push(head=head)
    told = msgspec.json.decode(answer.content, type=wire.PushAnswer)
    assert [(event.outcome, event.reason) for event in told.events] == [("quarantined", "chain")]
    assert held(database) == 0


@pytest.mark.parametrize("change", [{"office": "JKT"}, {"device": "d-another"}])
async def test_what_another_signs_for_is_out_of_scope(
    enrol: Enrol, database: Database, change: dict[str, Any]
) -> None:
    terminal = await enrol()
    terminal.issue()
    assert verdict(await terminal.push(head=terminal.head(**change))) == (403, "scope")
    assert held(database) == 0


async def test_an_event_that_names_another_office_stays_apart(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    await enrol("JKT")
    terminal.write("ticket/x", "ticket.called", {"counter": "1"}, office="JKT")
    told = await terminal.pushed()
    assert [event.reason for event in told.events] == ["scope"]
    assert held(database) == 0


async def test_a_body_is_bound_to_its_signature(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    push = packing.pack(wire.PushHead(head=terminal.head()), terminal.lines)
    request = signed(terminal, "POST", "/v1/events", b"another")
    changed = terminal.client.build_request("POST", "/v1/events", content=push)
    changed.headers.update({k: v for k, v in request.headers.items() if k.startswith(("sig", "content-d"))})
    changed.headers[wire.PROTOCOL] = request.headers[wire.PROTOCOL]
    assert verdict(await terminal.client.send(changed)) == (401, "bad_signature")


async def test_a_signature_is_bound_to_its_path(enrol: Enrol) -> None:
    terminal = await enrol()
    request = signed(terminal, "GET", "/v1/head")
    moved = terminal.client.build_request("GET", "/v1/records", headers=dict(request.headers))
    assert verdict(await terminal.client.send(moved)) == (401, "bad_signature")


@pytest.mark.parametrize("version", ["9" * 4301, "-1", "1.5", "x" * 5000])
async def test_an_absurd_version_is_no_fault(enrol: Enrol, version: str) -> None:
    answer = await (terminal := await enrol()).client.send(
        signed(terminal, "GET", "/v1/head", headers={wire.PROTOCOL: version})
    )
    assert verdict(answer) == (401, "bad_signature")


async def test_an_absurd_version_that_is_signed_is_only_an_old_one(
    enrol: Enrol, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = await enrol()
    monkeypatch.setattr(wire, "VERSION", "9" * 4400)
    head, pull = (signed(terminal, "GET", path) for path in ("/v1/head", "/v1/events"))
    monkeypatch.undo()
    assert (await terminal.client.send(head)).status_code == 200
    assert verdict(await terminal.client.send(pull)) == (426, "upgrade")


@pytest.mark.parametrize(
    "headers",
    [
        {"signature": "x", "signature-input": "y"},
        {"signature": "x=:AA==:", "signature-input": 'x=();keyid="d"'},
        {"signature": "()" * 4000, "signature-input": "(" * 4000},
        {"signature-input": 'x=("@method");created=99999999999999999999;keyid="d"', "signature": "x=:AA==:"},
    ],
)  # fmt: skip
async def test_headers_that_are_no_signature_are_refused(enrol: Enrol, headers: dict[str, str]) -> None:
    client = (await enrol()).client
    answer = await client.get("/v1/records", headers=headers)
    assert answer.status_code == 401


async def test_the_same_header_twice_proves_nothing(enrol: Enrol) -> None:
    terminal = await enrol()
    request = signed(terminal, "GET", "/v1/head")
    pairs = [*request.headers.multi_items(), ("signature", "x=:AA==:"), (wire.PROTOCOL, "7")]
    doubled = terminal.client.build_request("GET", "/v1/head", headers=pairs)
    assert (await terminal.client.send(doubled)).status_code == 401


@pytest.mark.parametrize("field", ["seq", "epoch"])
@pytest.mark.parametrize("value", [HUGE, -1, -HUGE, 2**63])
async def test_absurd_numbers_in_a_head_are_refused(enrol: Enrol, field: str, value: int) -> None:
    terminal = await enrol()
    terminal.issue()
    fields: dict[str, Any] = msgspec.to_builtins(terminal.head()) | {field: value}
    raw = zstandard.compress(msgspec.json.encode({"head": fields}) + b"\n" + terminal.lines[0] + b"\n")
    answer = await terminal.ask("POST", "/v1/events", raw)
    assert verdict(answer) == (400, "malformed")


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"data":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}",
        b'{"seq":' + b"9" * 5_000 + b"}",
        b"\xff\xfe\x00",
        b'{"type":"\\ud800"}',
        b"",
    ],
    ids=["open", "deep", "long number", "no text", "half a character", "empty"],
)
async def test_an_absurd_line_holds_its_place_and_stays_apart(
    enrol: Enrol, database: Database, line: bytes
) -> None:
    terminal = await enrol()
    terminal.lines.append(line)
    terminal.lines.append(b"x")
    told = await terminal.pushed()
    assert [event.outcome for event in told.events] == [wire.Outcome.QUARANTINED] * 2
    assert told.durable == 2
    assert held(database) == 0


@pytest.mark.parametrize(
    "record",
    [
        b"[" * 100_000,
        b'{"kind":"note","id":"\\u0000","rev":1,"hlc":1,"device":"d","data":{}}',
        b'{"kind":"note","id":"x","rev":' + b"9" * 30 + b',"hlc":1,"device":"d","data":{}}',
        b'{"kind":"note","id":"' + b"x" * 5_000 + b'","rev":1,"hlc":1,"device":"d","data":{}}',
    ],
    ids=["deep", "nul", "long number", "long name"],
)
async def test_an_absurd_record_is_refused_and_no_fault(enrol: Enrol, record: bytes) -> None:
    terminal = await enrol()
    raw = packing.pack(wire.RecordsHead(), [record])
    answer = await terminal.ask("PUT", "/v1/records", raw)
    told = msgspec.json.decode(answer.content, type=wire.RecordsAnswer)
    assert (told.accepted, [one.reason for one in told.refused]) == (0, ["malformed"])


@pytest.mark.parametrize("path", ["/v1/events", "/v1/records"])
@pytest.mark.parametrize(
    "query", [{"limit": str(HUGE)}, {"wait": str(-HUGE)}, {"mine": str(HUGE)}, {"limit": "1e999"}]
)
async def test_absurd_questions_are_answered_or_refused(
    enrol: Enrol, path: str, query: dict[str, str]
) -> None:  # fmt: skip
    answer = await (await enrol()).ask("GET", path, query=query)
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("path", ["/v1/events", "/v1/records"])
async def test_a_bomb_of_many_frames_or_none_is_refused(enrol: Enrol, path: str) -> None:
    terminal = await enrol()
    method = "POST" if path == "/v1/events" else "PUT"
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(256 * 1024 * 1024))
    assert verdict(await terminal.ask(method, path, bomb)) == (413, "too_large")
    window = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27)
    ).compressobj()
    raw = window.compress(b"{}\n") + window.flush()
    assert verdict(await terminal.ask(method, path, raw)) == (400, "malformed")


async def test_a_body_that_never_ends_is_given_up(enrol: Enrol, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = await enrol()
    monkeypatch.setattr(body, "PATIENCE_S", 0.05)

    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.01)

    request = signed(terminal, "POST", "/v1/events", b"x")
    headers = {k: v for k, v in request.headers.items() if k not in ("content-length", "host")}
    answer = await terminal.client.post("/v1/events", content=drip(), headers=headers)
    assert verdict(answer) == (408, "too_slow")


async def test_a_cursor_of_another_epoch_is_void(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    _, cursor = await terminal.pull_all()
    central.went_back()
    answer = await terminal.ask("GET", "/v1/events", query={"cursor": cursor})
    assert verdict(answer) == (410, "cursor")


async def test_what_a_revoked_device_sends_stays_apart_and_it_gets_nothing(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    devices.revoke(central.database, central.identity, terminal.device)
    terminal.issue()
    told = await terminal.pushed()
    assert [event.reason for event in told.events] == ["revoked"]
    for path in ("/v1/events", "/v1/records"):
        assert verdict(await terminal.ask("GET", path)) == (403, "revoked")


@pytest.mark.parametrize(
    "change",
    [{"device": ""}, {"device": "x" * 5000}, {"name": "\0"}, {"site": "a\nb"}, {"key": "AA"}, {"key": "é"}],
)
async def test_an_absurd_enrolment_is_refused(enrol: Enrol, central: Central, change: dict[str, str]) -> None:
    client = (await enrol()).client
    text = devices.enrol(
        central.database, central.identity, office="PLG", name="x", address="http://pusat.test"
    )
    assert verdict(await ask_in(Terminal(client), text, **change)) == (400, "malformed")


async def test_an_enrolment_for_another_office_is_refused(enrol: Enrol, central: Central) -> None:
    client = (await enrol("JKT")).client
    text = devices.enrol(
        central.database, central.identity, office="PLG", name="x", address="http://pusat.test"
    )
    assert verdict(await ask_in(Terminal(client), text, office="JKT")) == (403, "code")


@pytest.mark.parametrize(
    "path", ["/v1/../metrics", "//v1/head", "/v1/head/", "/%00", "/v1/desk/%2e%2e", "/" + "a" * 5000]
)
async def test_a_crooked_path_leads_nowhere(enrol: Enrol, path: str) -> None:
    answer = await (await enrol()).client.post(path)
    assert answer.status_code in (307, 404)


def held(database: Database) -> int:
    with database.read() as work:
        row = work.first("SELECT COUNT(*) FROM event")
    return int(row[0]) if row else 0
