"""A read replica by streaming replication: what it shows is one moment of the centre, and it takes over."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from counter_tui.store.central.check import check
from counter_tui.store.central.database import Database, open_postgres
from tests.e2e.enrolling import enrolled
from tests.e2e.installation import Centre, Installation
from tests.postgres import Cluster, Standby
from tests.server.terminal import Terminal

PATIENCE_S = 90
EVENTS = 300
EACH = 5

pytestmark = pytest.mark.long


@pytest.fixture
def primary() -> Iterator[Cluster]:
    """A PostgreSQL that waits for the disk at each commit."""
    cluster = Cluster(durable=True)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@asynccontextmanager
async def served(home: Installation, url: str) -> AsyncIterator[tuple[Centre, httpx.AsyncClient]]:
    """Run a centre on a database for a while."""
    centre = Centre(home, url)
    try:
        await asyncio.to_thread(centre.start)
        async with httpx.AsyncClient(base_url=centre.address, timeout=60, trust_env=False) as client:
            yield centre, client
    finally:
        await asyncio.to_thread(centre.close)


@asynccontextmanager
async def followed(primary: Cluster) -> AsyncIterator[Standby]:
    """Run a standby that has everything on its disk before the primary answers a commit."""
    standby = await asyncio.to_thread(Standby, primary)
    try:
        await asyncio.to_thread(standby.start)
        with psycopg.connect(primary.url("postgres"), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            async with asyncio.timeout(PATIENCE_S):
                while not connection.execute(
                    "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
                ).fetchone():
                    await asyncio.sleep(0.05)
        yield standby
    finally:
        await asyncio.to_thread(standby.remove)


async def push_all(terminal: Terminal, after: int = 0) -> None:
    """Push a terminal's events, a few at a time."""
    for place in range(after, len(terminal.lines), EACH):
        await terminal.pushed(after=place, upto=min(place + EACH, len(terminal.lines)))


async def watched(replica: Database, until: int) -> list[int]:
    """Check all that a replica shows until it has so many events; return how many it had each time."""
    counts: list[int] = []
    async with asyncio.timeout(PATIENCE_S):
        while not counts or counts[-1] < until:
            report = await asyncio.to_thread(check, replica)
            assert report.problems == ()
            counts.append(report.events)
    return counts


async def test_a_standby_shows_whole_moments_and_takes_over_without_a_loss(
    tmp_path: Path, primary: Cluster
) -> None:
    home = Installation(tmp_path / "centre")
    async with (
        served(home, primary.url("postgres")) as (centre, client),
        followed(primary) as standby,
    ):
        terminals = [await enrolled(centre, client) for _ in range(2)]
        for terminal in terminals:
            for _ in range(EVENTS):
                terminal.issue()
        replica = open_postgres(standby.url("postgres"))
        try:
            async with asyncio.TaskGroup() as together:
                looking = together.create_task(watched(replica, 2 * EVENTS))
                for terminal in terminals:
                    together.create_task(push_all(terminal))
        finally:
            replica.close()
        assert looking.result() == sorted(looking.result())
        before, cursor = await terminals[0].pull_all()
        epoch = (await terminals[0].ask_head()).server_epoch

        await asyncio.to_thread(primary.stop)
        await asyncio.to_thread(centre.close)
        await asyncio.to_thread(standby.promote)
        async with served(home, standby.url("postgres")) as (_centre, successor):
            for terminal in terminals:
                terminal.client = successor
                terminal.issue()
                await push_all(terminal, after=EVENTS)
            assert (await terminals[0].ask_head()).server_epoch == epoch
            news, _cursor = await terminals[0].pull_all(cursor)
            assert sorted(before + news) == sorted(line for terminal in terminals for line in terminal.lines)
