"""The power may go at any moment: no acknowledged commit is lost on a disk that keeps what it synced.

Every step of the shipped engine is recorded and the store opened again as a crash after that step may leave
it, with what was not synced kept, dropped or torn.
"""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from counter_tui.store import driver
from counter_tui.store.check import check
from counter_tui.store.store import Store
from tests.store.crashed_disk import CrashedDisk, Fate
from tests.store.people import KEY, call, issue
from tests.store.recorded_disk import Acknowledged, RecordedDisk, Step, Written

COMMITS = 24
WAL_PAGES = 40
"""The log is copied into the file this often, so that a short day holds several such moments."""


class Day(NamedTuple):
    """What the engine asked of the disk from the opening of a store to its end, and the events' order."""

    steps: list[Step]
    order: list[str]


def test_no_acknowledged_commit_is_lost_wherever_the_power_goes(path: Path, tmp_path: Path) -> None:
    disk, day = CrashedDisk([path]), recorded_day(path)
    acknowledged = crashes = 0
    for step in day.steps:
        disk.take(step)
        acknowledged += isinstance(step, Acknowledged)
        for fate in Fate:
            found = after_crash(disk, tmp_path, fate, Random(crashes))
            assert found == day.order[: len(found)]
            assert acknowledged <= len(found) <= acknowledged + 1
            crashes += 1
    assert acknowledged == COMMITS
    assert crashes > 1000


def test_no_crash_is_taken_for_damage(path: Path, tmp_path: Path) -> None:
    disk, day = CrashedDisk([path]), recorded_day(path)
    for place, step in enumerate(day.steps):
        disk.take(step)
        if isinstance(step, Written) and step.file == str(path) and place % 5 == 0:
            with TemporaryDirectory(dir=tmp_path) as folder:
                disk.crash(Path(folder), Fate.TORN, Random(place))
                assert check(Path(folder) / path.name, KEY).problems == ()


def test_the_same_crashes_lose_commits_where_they_are_not_synced(path: Path, tmp_path: Path) -> None:
    disk, day = CrashedDisk([path]), recorded_day(path, otherwise="PRAGMA synchronous = NORMAL")
    acknowledged = lost = 0
    for step in day.steps:
        disk.take(step)
        if isinstance(step, Acknowledged):
            acknowledged += 1
            found = after_crash(disk, tmp_path, Fate.DROPPED, Random(0))
            assert found == day.order[: len(found)]
            lost += acknowledged - len(found)
    assert lost >= COMMITS // 2


def recorded_day(path: Path, otherwise: str = "") -> Day:
    """Let officers work a short day on a watched disk, with the shipped settings or otherwise."""
    disk = RecordedDisk()
    with disk.recording():
        store = Store.open(path, KEY)
        with store.write() as transaction:
            engine = transaction.connection
        engine.execute(otherwise)
        engine.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        for number in range(COMMITS // 2):
            disk.acknowledge(issue(store, f"t{number}", f"A-{number:03}").id)
            disk.acknowledge(call(store, f"t{number}").id)
        store.close()
    return Day(disk.steps, events_in(path))


def after_crash(disk: CrashedDisk, tmp_path: Path, fate: Fate, chance: Random) -> list[str]:
    """Crash, and return the events that the store then holds."""
    with TemporaryDirectory(dir=tmp_path) as folder:
        disk.crash(Path(folder), fate, chance)
        return events_in(Path(folder) / "journal.db")


def events_in(path: Path) -> list[str]:
    """Return the ids of all events in the order of their chain, from a store whose pages are all sound."""
    connection = driver.connect(path, KEY)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # nobody pulls this plug; closing is quicker so
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return [id_ for (id_,) in connection.execute("SELECT id FROM event ORDER BY seq")]
    finally:
        connection.close()
