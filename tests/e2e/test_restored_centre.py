from pathlib import Path

import psycopg
import pytest

from tests.e2e.installation import Centre, Installation
from tests.postgres import Cluster

pytestmark = pytest.mark.long


def events(url: str) -> list[tuple[str, int]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT device, seq FROM event ORDER BY device, seq").fetchall()


def test_a_centre_restored_from_yesterdays_backup_is_filled_up_by_its_terminals(
    tmp_path: Path, postgres_cluster: Cluster, postgres: str, centre_on_postgres: Centre
) -> None:
    centre = centre_on_postgres
    one, two = (Installation(tmp_path / name) for name in ("one", "two"))
    centre.equip(one, "1")
    centre.equip(two, "2")
    for home in (one, two):
        home.ask("sync", "--once")
    centre.stop()
    yesterday = postgres_cluster.create(template=postgres.rpartition("/")[2])
    centre.start()
    for _ in range(3):
        one.ask("do", "issue", "--service", "paspor_baru")
    for home in (one, two, one):
        home.ask("sync", "--once")
    held = events(postgres)
    centre.stop()

    restored = Centre(centre.home, postgres_cluster.url(yesterday))
    restored.port = centre.port
    restored.start()
    try:
        assert len(events(postgres_cluster.url(yesterday))) < len(held)
        two.ask("do", "issue", "--service", "paspor_baru")
        for home in (two, one, two):
            assert home.ask("sync", "--once")["unsynced"] == 0
        found = events(postgres_cluster.url(yesterday))
        assert set(held) < set(found)
        assert len(found) == len(set(found))
        assert centre.home.ask("store", "check")["ok"]
        for home in (one, two):
            assert home.ask("store", "check")["events"] == len(found)
        assert "a new epoch begins" in (tmp_path / "centre.log").read_text("utf-8")
    finally:
        restored.close()
        postgres_cluster.drop(yesterday)
