"""A centre, a hub and its terminals as processes: what was acknowledged arrives once, whatever died."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.e2e.installation import Centre, Hub, Installation
from tests.patience import until

pytestmark = pytest.mark.long


@pytest.fixture
def hub(tmp_path: Path, centre_on_postgres: Centre) -> Iterator[Hub]:
    """Return a running hub that is enrolled at the centre as one."""
    home = Installation(tmp_path / "hub")
    code = centre_on_postgres.home.ask("devices", "enrol", "--office", "PLG", "--name", "Hub", "--hub")[
        "code"
    ]
    place = ("--office", "PLG", "--site", "utama", "--counter", "1", "--printer", "virtual")
    home.ask("setup", *place, "--code", code, "--central", centre_on_postgres.address)
    with closing(Hub(home)) as running:
        running.start()
        yield running


def ids_at(url: str) -> list[str]:
    """Return the ids of all events at the centre."""
    with psycopg.connect(url) as connection:
        return [id_ for (id_,) in connection.execute(b"SELECT id FROM event")]


def _is_synced(home: Installation) -> bool:
    return bool(home.ask("sync", "--once")["unsynced"] == 0)


def _has_nothing_left(home: Installation) -> bool:
    home.command("sync", "--once")
    return bool(home.ask("status")["unsynced"] == 0)


def work(home: Installation) -> set[str]:
    """Issue and serve one number, and return the ids of what was acknowledged."""
    done: list[dict[str, Any]] = [home.ask("do", "issue", "--service", "paspor_baru")]
    done += [home.ask("do", "call-next"), home.ask("do", "done")]
    return {id_ for answer in done for id_ in answer["events"]}


def test_what_was_acknowledged_is_at_the_centre_once_after_a_cut_and_a_killed_hub(
    tmp_path: Path, centre_on_postgres: Centre, postgres: str, hub: Hub
) -> None:
    homes = [Installation(tmp_path / name) for name in ("two", "three")]
    acknowledged: set[str] = set()
    for counter, home in enumerate(homes, start=2):
        hub.equip(home, str(counter), printer="virtual")
        acknowledged |= work(home)
        home.command("sync", "--once")
    until(lambda: acknowledged <= set(ids_at(postgres)))

    centre_on_postgres.stop(kill=True)
    for home in (*homes, hub.home):
        acknowledged |= work(home)
        home.command("sync", "--once")
    assert homes[0].ask("status")["unsynced"] > 0

    centre_on_postgres.start()
    hub.stop(kill=True)
    hub.start()
    for home in homes:
        acknowledged |= work(home)
        home.command("sync", "--once")
    until(lambda: acknowledged <= set(ids_at(postgres)))

    held = ids_at(postgres)
    assert len(held) == len(set(held))
    for home in homes:
        until(partial(_is_synced, home))
    assert hub.stop() == 0
    for home in (*homes, hub.home):
        assert home.ask("store", "check")["ok"]
    with psycopg.connect(postgres) as connection:
        assert connection.execute(b"SELECT count(*) FROM quarantine").fetchall() == [(0,)]


def test_a_promoted_hub_goes_on_relaying_without_a_new_code_and_the_old_one_brings_its_rest_through_it(
    tmp_path: Path, postgres: str, hub: Hub
) -> None:
    homes = [Installation(tmp_path / name) for name in ("two", "three")]
    acknowledged: set[str] = set()
    for counter, home in enumerate(homes, start=2):
        hub.equip(home, str(counter), printer="virtual")
        acknowledged |= work(home)
        home.command("sync", "--once")
    until(lambda: acknowledged <= set(ids_at(postgres)))
    homes[1].command("sync", "--once")
    hub.stop(kill=True)
    # What the lost hub alone has, and what its terminals do meanwhile.
    acknowledged |= work(hub.home)
    acknowledged |= work(homes[0])
    with closing(Hub(homes[1], options=("--promote", "--old-hub-is-off"))) as later:
        later.start()
        until(lambda: homes[0].command("sync", "--once").returncode == 0)
        hub.start()
        until(lambda: acknowledged <= set(ids_at(postgres)))
        for home in (*homes, hub.home):
            until(partial(_has_nothing_left, home))
        assert hub.stop() == 0
    held = ids_at(postgres)
    assert len(held) == len(set(held))
    with psycopg.connect(postgres) as connection:
        assert connection.execute(b"SELECT count(*) FROM quarantine").fetchall() == [(0,)]
    for home in (*homes, hub.home):
        assert home.ask("store", "check")["ok"]


def test_a_hub_that_moved_goes_on_with_the_centre_and_so_does_the_one_before(
    tmp_path: Path, postgres: str, hub: Hub
) -> None:
    home = Installation(tmp_path / "two")
    hub.equip(home, "2", printer="virtual")
    acknowledged = work(home)
    with closing(Hub(home, options=("--take-over",))) as later:
        later.start()
        acknowledged |= work(home) | work(hub.home)
        until(lambda: acknowledged <= set(ids_at(postgres)))
        assert hub.stop() == 0
    for one in (home, hub.home):
        assert one.ask("store", "check")["ok"]
