"""A store that turns up on another computer begins a chain of its own and uses no number twice."""

import shutil
from pathlib import Path

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.store import moved, queries
from counter_tui.store.check import check
from counter_tui.store.store import Store
from tests.store.conftest import Clock
from tests.store.people import DAY, KEY, issue

YEAR_MS = 365 * 24 * 3600 * 1000


def test_the_same_computer_goes_on_with_its_chain(store: Store) -> None:
    epoch = store.identity.epoch
    assert not moved.notice(store, "m1")
    assert not moved.notice(store, "m1")
    assert store.identity.epoch == epoch


def test_a_computer_without_a_name_changes_nothing(store: Store) -> None:
    moved.notice(store, "m1")
    assert not moved.notice(store, "")
    assert not moved.notice(store, "m1")


def test_a_copy_elsewhere_begins_anew_and_the_original_goes_on(
    store: Store, path: Path, tmp_path: Path, clock: Clock
) -> None:
    moved.notice(store, "m1")
    issue(store, "t1")
    store.close()
    shutil.copytree(path.parent, tmp_path / "copy")
    original = Store.open(path, KEY, now=clock)
    copy = Store.open(tmp_path / "copy" / path.name, KEY, now=clock)
    assert not moved.notice(original, "m1")
    assert moved.notice(copy, "m2")
    assert not moved.notice(copy, "m2")
    assert copy.identity.epoch != original.identity.epoch
    assert copy.identity.tag_on(copy.identity.restored_day) not in ("", original.identity.tag)
    first = issue(copy, "t2", "A-002")
    assert (first.epoch, first.seq) == (copy.identity.epoch, 1)
    for opened in (original, copy):
        opened.close()
    assert check(tmp_path / "copy" / path.name, KEY).ok


def test_two_copies_number_apart(store: Store, path: Path, tmp_path: Path, clock: Clock) -> None:
    moved.notice(store, "m1")
    store.close()
    labels = set()
    for name in ("m2", "m3"):
        shutil.copytree(path.parent, tmp_path / name)
        copy = Store.open(tmp_path / name / path.name, KEY, now=clock)
        moved.notice(copy, name)
        labels.add(copy.identity.tag_on(copy.identity.restored_day))
        copy.close()
    assert len(labels) == 2


def test_a_copy_prints_nothing_again_by_itself(store: Store) -> None:
    moved.notice(store, "m1")
    with store.write() as transaction:
        transaction.take_number(DAY, "A")
        transaction.enqueue(
            Job(
                id="j1",
                at=1,
                document="ticket",
                data={},
                subject="A-001",
                role=PrinterRole.TICKET,
                event="e1",
                copy=0,
            )
        )
    moved.notice(store, "m2")
    with store.read() as conn:
        assert [job.state for job in queries.print_jobs(conn)] == [JobState.UNCONFIRMED]


def test_this_computer_s_name_tells_nothing_about_it() -> None:
    name = moved.machine()
    assert name == moved.machine()
    for place in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if place.exists() and place.read_text().strip():
            assert place.read_text().strip() not in name


def test_a_clock_that_is_years_behind_gives_no_number_a_second_time(
    store: Store, path: Path, tmp_path: Path, clock: Clock
) -> None:
    moved.notice(store, "m1")
    issue(store, "t1")
    store.close()
    shutil.copytree(path.parent, tmp_path / "copy")
    copy = Store.open(tmp_path / "copy" / path.name, KEY, now=lambda: clock() - YEAR_MS)
    moved.notice(copy, "m2")
    assert copy.identity.tag_on(DAY) == copy.identity.restored_tag
    copy.close()


def test_a_hub_begins_a_new_server_epoch_with_its_new_chain(store: Store) -> None:
    moved.notice(store, "m1")
    row = ("s1", "first", "key", b"")
    with store.write() as transaction:
        transaction.connection.execute(
            "INSERT INTO server (id, epoch, public_key, sealed_key) VALUES (?, ?, ?, ?)", row
        )
    moved.notice(store, "m2")
    with store.read() as connection:
        ((epoch,),) = connection.execute("SELECT epoch FROM server").fetchall()
    assert epoch != "first"
