"""The centre keeps nothing in a database session, so that pgbouncer may stand in front in transaction mode.

Where pgbouncer is installed the centre runs behind it, with two connections for all; everywhere what the
database logged of the centre's statements is read.
"""

import asyncio
import re
from pathlib import Path

import httpx
import psycopg
import pytest

from counter_tui.core.record import Record
from counter_tui.sync.server_clock import wall_ms
from tests import pooler
from tests.e2e.enrolling import enrolled
from tests.e2e.installation import Centre, Installation
from tests.postgres import Cluster
from tests.server.terminal import Terminal

_SAID = re.compile(r"LOG:  (?:statement|execute ([^:]+)): (.*)")
# That pgbouncer hands the client's application_name on is its own doing.
_KEPT_IN_A_SESSION = re.compile(
    r"^\s*(LISTEN|UNLISTEN|NOTIFY|PREPARE|EXECUTE|DISCARD|LOAD|SET (?!LOCAL|TRANSACTION|application_name=))"
    r"|pg_(try_)?advisory_lock|CREATE\s+(TEMP|TEMPORARY)\b|WITH HOLD|set_config\([^)]*,\s*false\)",
    re.IGNORECASE,
)


@pytest.fixture
def logged(postgres_cluster: Cluster, empty_postgres: str) -> str:
    """The address of an empty database that logs every statement."""
    name = empty_postgres.rpartition("/")[2]
    with psycopg.connect(postgres_cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE \"{name}\" SET log_statement = 'all'".encode())
    return empty_postgres


def heard(cluster: Cluster, start: int) -> list[tuple[str, str]]:
    """Return the statements that the log holds behind a place: their prepared name, if any, and text."""
    text = (cluster.folder / "log").read_bytes()[start:].decode("utf-8", "replace")
    return [(match[1] or "", match[2]) for match in _SAID.finditer(text)]


async def test_a_centre_behind_a_pooler_serves_and_leaves_nothing_in_a_session(
    tmp_path: Path, postgres_cluster: Cluster, logged: str
) -> None:
    start = (postgres_cluster.folder / "log").stat().st_size
    binary = pooler.program()
    front = pooler.Pooler(binary, logged) if binary else None
    centre = Centre(Installation(tmp_path / "centre"), front.url if front else logged)
    try:
        await asyncio.to_thread(centre.start)
        await serve_a_morning(centre)
    finally:
        await asyncio.to_thread(centre.close)
        if front:
            front.close()
    statements = heard(postgres_cluster, start)
    assert any("COPY event" in text for _, text in statements)
    assert {name for name, _ in statements} <= {"", "<unnamed>"}
    assert [text for _, text in statements if _KEPT_IN_A_SESSION.search(text)] == []


async def serve_a_morning(centre: Centre) -> None:
    """Enrol, push from several terminals at once, pull, put records, hear news, project."""
    async with httpx.AsyncClient(base_url=centre.address, timeout=60, trust_env=False) as client:
        terminals = [await enrolled(centre, client) for _ in range(2)]
        for terminal in terminals:
            for _ in range(20):
                terminal.issue()

        async def push(terminal: Terminal) -> None:
            for place in range(0, 20, 2):
                await terminal.pushed(after=place, upto=place + 2)

        _, cursor = await terminals[0].pull_all()
        poll = asyncio.create_task(terminals[0].pull(cursor=cursor, wait=30))
        await asyncio.gather(*map(push, terminals))
        assert (await poll)[1]
        note = Record(kind="note", id="n", rev=1, hlc=wall_ms() << 16, device="d", data={})
        assert (await terminals[0].put(note)).accepted == 1
        assert len((await terminals[1].records())[1]) == 1
        async with asyncio.timeout(60):
            while (await terminals[0].ask_head()).projected < 40:
                await asyncio.sleep(0.02)
