"""A disk that fails under an action: it is refused in one sentence, the others stand, work goes on after."""

from pathlib import Path

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.store import driver
from counter_tui.store.check import check
from counter_tui.store.store import Store
from tests.store.people import KEY, issue
from tests.store.recorded_disk import Fault, RecordedDisk

SAID = {
    Fault.WRITE: "disk_error",
    Fault.SHORT_WRITE: "disk_full",
    Fault.SYNC: "disk_error",
}


@pytest.mark.parametrize(("fault", "code"), SAID.items())
def test_an_action_that_the_disk_does_not_take_is_refused_and_the_others_stand(
    path: Path, fault: Fault, code: str
) -> None:
    disk = RecordedDisk()
    with disk.recording():
        store = Store.open(path, KEY)
        before = issue(store, "t1")
        disk.fault = fault
        with pytest.raises(Refused) as refusal:
            issue(store, "t2", "A-002")
        disk.fault = None
        after = issue(store, "t3", "A-003")
        store.close()
    assert refusal.value.code == code
    assert "tindakan ini tidak tercatat" in refusal.value.sentence
    assert (before.seq, after.seq) == (1, 2)
    assert check(path, KEY) == (2, ())


def test_a_page_that_cannot_be_read_is_told_and_read_again_when_the_disk_is_back(path: Path) -> None:
    with Store.open(path, KEY).write() as transaction:
        transaction.put_record("applicant", "a1", {"name": "Siti"})
    disk = RecordedDisk()
    with disk.recording():
        store = Store.open(path, KEY)
        disk.fault = Fault.READ
        with pytest.raises(Refused) as refusal, store.read() as conn:
            conn.execute("SELECT count(*) FROM print_job").fetchone()
        disk.fault = None
        with store.read() as conn:
            assert conn.execute("SELECT id FROM record").fetchall() == [("a1",)]
        store.close()
    assert refusal.value.code == "disk_error"
    assert check(path, KEY).ok


@pytest.mark.parametrize("fault", Fault)
def test_a_disk_that_fails_at_any_step_of_an_action_never_tears_it(path: Path, fault: Fault) -> None:
    """Fail the first, the second, … call of one action until it gets through."""
    kept = 0
    codes: set[str] = set()
    for spared in range(16):
        disk = RecordedDisk()
        with disk.recording():
            store = Store.open(path, KEY)
            disk.spared, disk.fault = spared, fault
            try:
                issue(store, f"t{spared}", f"A-{spared:03}")
            except Refused as refusal:
                codes.add(refusal.code)
            else:
                kept += 1
            disk.fault = None
            issue(store, f"u{spared}", f"B-{spared:03}")
            kept += 1
            store.close()
    assert check(path, KEY) == (kept, ())
    assert codes
    assert codes <= {"disk_error", "disk_full"}


@pytest.mark.parametrize("torn", [1, 2048, 4095])
def test_a_file_whose_last_page_is_torn_is_told_as_damaged_and_never_mended_in_silence(
    path: Path, torn: int
) -> None:
    store = Store.open(path, KEY)
    for number in range(20):
        issue(store, f"t{number}", f"A-{number:03}")
    store.close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - torn)
    try:
        told = check(path, KEY).ok
    except Refused as refusal:
        told = refusal.code != "damaged"
    assert not told


def test_a_log_whose_last_page_is_torn_loses_only_what_was_not_acknowledged(path: Path) -> None:
    store = Store.open(path, KEY)
    for number in range(5):
        issue(store, f"t{number}", f"A-{number:03}")
    log = path.with_name("journal.db-wal")
    content, home = log.read_bytes(), path.read_bytes()
    with store.write() as transaction:
        transaction.put_record("applicant", "a1", {"name": "Siti"})
    longer = log.read_bytes()
    store.close()
    for torn in (1, 100, 2000):
        path.write_bytes(home)
        log.write_bytes(longer[: max(len(content), len(longer) - torn)])
        connection = driver.connect(path, KEY)
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (5,)
        connection.close()
        assert check(path, KEY).ok
