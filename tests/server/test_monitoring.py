import json
import logging

import httpx
import pytest

from counter_tui.server import devices, log
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.store.central.projecting import project
from tests.server.conftest import Enrol


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    lines = (await client.get("/metrics")).text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


async def test_a_ready_server_says_its_lag(enrol: Enrol, central: Central) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    ready = await terminal.client.get("/v1/health?ready")
    assert (ready.status_code, ready.json()) == (
        200,
        {"ready": True, "database": True, "schema": True, "lag": 1},
    )
    project(central.database, "PLG")
    assert (await terminal.client.get("/v1/health", params={"ready": "1"})).json()["lag"] == 0


async def test_a_database_of_another_version_is_not_ready_and_alive_all_the_same(
    client: httpx.AsyncClient, central: Central
) -> None:
    with central.database.write() as work:
        work.run("UPDATE alembic_version SET version_num = '9999'")
    ready = await client.get("/v1/health?ready")
    assert (ready.status_code, ready.json()["schema"]) == (503, False)
    assert ready.headers["retry-after"]
    assert (await client.get("/v1/health")).status_code == 200


async def test_a_server_whose_database_is_gone_lives_but_is_not_ready(
    client: httpx.AsyncClient, central: Central
) -> None:
    with central.database.write() as work:
        work.run("DROP TABLE projector_cursor")
    alive = await client.get("/v1/health")
    assert (alive.status_code, alive.json()["database"]) == (200, False)
    ready = await client.get("/v1/health?ready")
    assert (ready.status_code, ready.json()["database"]) == (503, False)


async def test_requests_are_counted_by_pattern_and_status_and_refusals_by_reason(enrol: Enrol) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    await terminal.client.get("/v1/head")
    await terminal.client.get("/v1/marker-of-somebody")
    await terminal.client.request("MARKER", "/v1/head")
    found = await figures(terminal.client)
    assert found['counter_tui_requests_total{method="POST",route="/v1/events",status="200"}'] == 1
    assert found['counter_tui_requests_total{method="GET",route="/v1/head",status="401"}'] == 1
    assert found['counter_tui_requests_total{method="GET",route="other",status="404"}'] == 1
    assert found['counter_tui_refusals_total{reason="unsigned"}'] == 1
    assert not [name for name in found if "marker" in name.lower()]


async def test_pushes_have_a_histogram_and_bytes_are_counted(enrol: Enrol) -> None:
    terminal = await enrol()
    before = await figures(terminal.client)
    terminal.issue()
    await terminal.pushed()
    after = await figures(terminal.client)
    assert after["counter_tui_push_seconds_count"] == 1
    assert after['counter_tui_push_seconds_bucket{le="+Inf"}'] == 1
    assert after["counter_tui_received_bytes_total"] > before["counter_tui_received_bytes_total"]
    assert after["counter_tui_sent_bytes_total"] > before["counter_tui_sent_bytes_total"]


async def test_the_projectors_lag_the_revoked_and_the_quarantined_are_counted(
    enrol: Enrol, central: Central
) -> None:
    terminal = await enrol()
    terminal.issue()
    await terminal.pushed()
    devices.revoke(central.database, central.identity, terminal.device)
    terminal.issue()
    await terminal.pushed(after=1)
    found = await figures(terminal.client)
    assert found["counter_tui_projector_lag_events"] == 1
    assert found["counter_tui_lines_quarantined"] == 1
    assert found["counter_tui_devices_revoked"] == 1
    assert found["counter_tui_devices_enrolled"] == 0


async def test_figures_are_not_for_other_machines(central: Central) -> None:
    transport = httpx.ASGITransport(build(central), client=("203.0.113.5", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://pusat.test") as client:
        assert (await client.get("/metrics")).status_code == 403


def test_a_log_line_is_json_and_bears_no_exceptions_text() -> None:
    error = ValueError("Key (nik)=(3201234567890001) already exists")
    given = (ValueError, error, None)
    record = logging.LogRecord("counter_tui.x", logging.ERROR, __file__, 1, "fails: %s", ("why",), given)
    text = log.JsonLines().format(record)
    line = json.loads(text)
    assert "\n" not in text
    assert (line["level"], line["message"], line["exception"]) == ("error", "fails: why", "ValueError")
    assert "3201234567890001" not in text


async def test_a_request_is_logged_by_its_pattern_only(
    enrol: Enrol, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = await enrol()
    with caplog.at_level(logging.INFO, logger="counter_tui.access"):
        await terminal.client.get("/v1/head/3201234567890001?nama=Siti")
        await terminal.ask("GET", "/v1/head")
    lines = [json.loads(log.JsonLines().format(record)) for record in caplog.records]
    asked = [
        (line["method"], line["route"], line["status"]) for line in lines if line["message"] == "request"
    ]
    assert asked == [("GET", "other", 404), ("GET", "/v1/head", 200)]
    assert "Siti" not in str(lines)
    assert terminal.device not in str(lines)


async def test_every_counter_and_nothing_else_is_named_a_total(client: httpx.AsyncClient) -> None:
    told = (await client.get("/metrics")).text.splitlines()
    kinds = dict(line.split()[2:] for line in told if line.startswith("# TYPE"))
    assert (
        {name for name, kind in kinds.items() if kind == "counter"}
        == {name for name in kinds if name.endswith("_total")}
        != set()
    )
