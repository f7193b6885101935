import httpx
import msgspec
import pytest
import zstandard

from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.body import PACKED_BYTES
from counter_tui.server.central import Central
from counter_tui.store.central.database import Database
from counter_tui.sync import packing, wire
from counter_tui.sync.signing import WINDOW_S, DeviceKey
from tests.server.conftest import Enrol
from tests.server.terminal import NOW, Terminal, code_of

SIGNED = [("GET", "/v1/head"), ("GET", "/v1/events"), ("POST", "/v1/events"), ("GET", "/v1/records")]
SIGNED.append(("PUT", "/v1/records"))


@pytest.mark.parametrize(("method", "path"), SIGNED)
async def test_an_unsigned_request_is_refused(enrol: Enrol, method: str, path: str) -> None:
    answer = await (await enrol()).client.request(method, path)
    assert (answer.status_code, code_of(answer)) == (401, "unsigned")


@pytest.mark.parametrize(("method", "path"), SIGNED)
async def test_a_stranger_is_refused(enrol: Enrol, method: str, path: str) -> None:
    answer = await Terminal((await enrol()).client).ask(method, path)
    assert (answer.status_code, code_of(answer)) == (401, "unknown_device")


async def test_a_forged_signature_is_refused(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.key = DeviceKey.generate()
    answer = await terminal.ask("GET", "/v1/head")
    assert (answer.status_code, code_of(answer)) == (401, "bad_signature")


async def test_a_body_changed_on_the_way_is_refused(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    terminal.issue()
    sent = terminal.request("POST", "/v1/events", packed(terminal))
    terminal.issue()
    headers = _signature(sent.headers)
    changed = terminal.client.build_request("POST", "/v1/events", content=packed(terminal), headers=headers)
    answer = await terminal.client.send(changed)
    assert (answer.status_code, code_of(answer)) == (401, "bad_signature")


def packed(terminal: Terminal) -> bytes:
    return packing.pack(wire.PushHead(head=terminal.head()), terminal.lines)


def _signature(headers: httpx.Headers) -> dict[str, str]:
    wanted = ("signature", "signature-input", "content-digest", wire.PROTOCOL)
    return {name: headers[name] for name in wanted}


async def test_a_recorded_request_is_not_taken_twice(enrol: Enrol) -> None:
    terminal = await enrol()
    request = terminal.request("GET", "/v1/head")
    assert (await terminal.client.send(request)).status_code == 200
    again = terminal.client.build_request("GET", "/v1/head", headers=dict(request.headers))
    answer = await terminal.client.send(again)
    assert (answer.status_code, code_of(answer)) == (401, "replay")


async def test_a_request_recorded_before_a_restart_is_not_taken_again_afterwards(
    enrol: Enrol, database: Database, central: Central
) -> None:
    terminal = await enrol()
    request = terminal.request("GET", "/v1/head")
    assert (await terminal.client.send(request)).status_code == 200
    restarted = Central(database, central.identity, now=lambda: NOW + 2000)
    transport = httpx.ASGITransport(build(restarted))
    async with httpx.AsyncClient(transport=transport, base_url=terminal.client.base_url) as client:
        again = client.build_request("GET", "/v1/head", headers=dict(request.headers))
        answer = await client.send(again)
        assert (answer.status_code, code_of(answer)) in {(401, "clock"), (401, "replay")}
        terminal.client, terminal.now = client, NOW + 2000
        assert (await terminal.ask("GET", "/v1/head")).status_code == 200


async def test_a_server_whose_clock_is_set_back_a_day_answers_by_it_and_not_only_a_day_later(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    before = terminal.request("GET", "/v1/head")
    central.now = lambda: NOW - 86_400_000
    terminal.now = NOW - 86_400_000
    assert (await terminal.ask("GET", "/v1/head")).status_code == 200
    answer = await terminal.client.send(before)
    assert (answer.status_code, code_of(answer)) == (401, "clock")


@pytest.mark.parametrize("seconds", [-WINDOW_S - 1, WINDOW_S + 1])
async def test_a_request_of_another_time_is_refused_with_the_servers_clock(
    enrol: Enrol, seconds: int
) -> None:
    terminal = await enrol()
    terminal.now = NOW + seconds * 1000
    answer = await terminal.ask("GET", "/v1/head")
    assert (answer.status_code, code_of(answer)) == (401, "clock")
    assert answer.headers[wire.NOW] == str(NOW)


@pytest.mark.parametrize("path", ["/v1/events", "/v1/records"])
async def test_a_revoked_device_pulls_nothing(enrol: Enrol, central: Central, path: str) -> None:
    terminal = await enrol()
    devices.revoke(central.database, central.identity, terminal.device)
    answer = await terminal.ask("GET", path)
    assert (answer.status_code, code_of(answer)) == (403, "revoked")


async def test_a_version_that_is_too_old_may_still_push(
    enrol: Enrol, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = await enrol()
    terminal.issue()
    monkeypatch.setattr(wire, "VERSION", 0)
    push = terminal.request("POST", "/v1/events", packed(terminal))
    pull = terminal.request("GET", "/v1/events")
    monkeypatch.undo()
    assert (await terminal.client.send(push)).status_code == 200
    answer = await terminal.client.send(pull)
    assert (answer.status_code, code_of(answer)) == (426, "upgrade")


async def test_a_zip_bomb_is_refused_before_it_fills_the_memory(enrol: Enrol, database: Database) -> None:
    terminal = await enrol()
    terminal.issue()
    head = msgspec.json.encode(wire.PushHead(head=terminal.head()))
    bomb = zstandard.ZstdCompressor().compress(head + b"\n" + bytes(512 * 1024 * 1024))
    assert len(bomb) < 100_000
    answer = await terminal.ask("POST", "/v1/events", bomb)
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


async def test_a_body_larger_than_the_limit_is_refused(enrol: Enrol) -> None:
    terminal = await enrol()
    answer = await terminal.ask("POST", "/v1/events", bytes(PACKED_BYTES + 1))
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


async def test_more_lines_than_a_page_holds_are_refused(enrol: Enrol) -> None:
    terminal = await enrol()
    for _ in range(wire.MAX_LINES + 1):
        terminal.write("counter/x", "counter.paused")
    answer = await terminal.push()
    assert (answer.status_code, code_of(answer)) == (413, "too_large")


@pytest.mark.parametrize("body", [b"", b"hello", zstandard.compress(b"[]")], ids=["empty", "text", "foreign"])
async def test_a_body_that_cannot_be_read_is_refused(enrol: Enrol, body: bytes) -> None:
    answer = await (await enrol()).ask("POST", "/v1/events", body)
    assert (answer.status_code, code_of(answer)) == (400, "malformed")


async def test_the_desks_commands_and_the_display_are_not_here_yet(enrol: Enrol) -> None:
    client = (await enrol()).client
    for method, path in (("POST", "/v1/desk/call-next"), ("GET", "/display/utama"), ("GET", "/")):
        answer = await client.request(method, path)
        assert (answer.status_code, code_of(answer)) == (404, "unknown_path")


async def test_a_fault_is_answered_without_naming_a_row(
    enrol: Enrol, central: Central, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = await enrol()
    with central.database.write() as work:
        work.run("DROP TABLE signed_head")
    terminal.issue()
    answer = await terminal.push()
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert answer.headers["retry-after"]
    assert terminal.device not in caplog.text


async def test_health_and_metrics_need_no_signature_and_name_nobody(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    health = await terminal.client.get("/v1/health")
    assert health.json()["status"] == "ok"
    metrics = (await terminal.client.get("/metrics")).text
    assert "\ncounter_tui_events_ingested_total 1\n" in metrics
    assert "\ncounter_tui_devices_enrolled 1\n" in metrics
    assert terminal.device not in metrics
    assert "PLG" not in metrics
