"""A backup restores in another home with the recovery passphrase, and a restored chain reuses nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.core.refusal import Refused
from counter_tui.store import keys, queries
from counter_tui.store.backup import backup
from counter_tui.store.check import check
from counter_tui.store.restore import read_about, restore
from counter_tui.store.spool import StoredSpool
from counter_tui.store.store import Store
from tests.store.people import DAY, KEY, ME, call, issue

NOW = 1_790_000_000_000
"""2026-09-21 in Jakarta."""
RECOVERY = "empat belas gajah"


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """Return a backup of a store with a little work in it, taken while it is in use."""
    issue(store, "t1")
    with store.write() as transaction:
        transaction.take_number(DAY, "A")
        transaction.enqueue(
            Job(id="j1", at=1, document="slip", data={}, subject="A-001", role=PrinterRole.SLIP)
        )
        transaction.put_record("note", "n1", {"text": "bawa KK"})
        backup(store, tmp_path / "copy.backup", made_at=NOW, recovery=RECOVERY)
    return tmp_path / "copy.backup"


@pytest.fixture
def restored(copy: Path, tmp_path: Path) -> Store:
    path = tmp_path / "other" / "journal.db"
    assert restore(copy, path, RECOVERY, now=NOW) is None
    key = keys.unlock(path.with_name("keys.json"), environ={"COUNTER_TUI_PASSPHRASE": RECOVERY})
    return Store.open(path, key)


def test_a_backup_holds_what_was_committed_when_it_began(store: Store, copy: Path, tmp_path: Path) -> None:
    call(store, "t1")
    path = tmp_path / "other" / "journal.db"
    restore(copy, path, RECOVERY, now=NOW)
    report = check(path, KEY)
    assert report == (1, ())


def test_a_restored_store_begins_a_new_chain(restored: Store) -> None:
    assert restored.identity.epoch != ME.epoch
    event = issue(restored, "t2", "A-002")
    assert (event.seq, event.epoch) == (1, restored.identity.epoch)
    with restored.read() as conn:
        assert [state.id for state in queries.open_tickets(conn, ME.site, DAY)] == ["t1", "t2"]
    restored.close()
    assert check(restored.path, KEY).ok


def test_no_number_of_the_day_is_reused_after_a_restore(store: Store, restored: Store) -> None:
    with store.write() as transaction:
        given = {(store.identity.tag_on(DAY), transaction.take_number(DAY, "A")) for _ in range(60)}
    with restored.write() as transaction:
        anew = {(restored.identity.tag_on(DAY), transaction.take_number(DAY, "A")) for _ in range(60)}
    assert not given & anew
    assert restored.identity.tag_on(DAY) != ""
    assert restored.identity.tag_on("2026-09-22") == ""
    with restored.read() as conn:
        held = conn.execute("SELECT count(*) FROM number_block WHERE tag = '' AND NOT void").fetchone()
    assert held == (0,)


def test_a_restored_print_job_is_not_printed_again(store: Store, tmp_path: Path) -> None:
    with store.write() as transaction:
        transaction.enqueue(
            Job(id="j1", at=1, document="slip", data={}, subject="A-001", role=PrinterRole.SLIP)
        )
    backup(store, tmp_path / "copy.backup", made_at=NOW, recovery=RECOVERY)
    path = tmp_path / "other" / "journal.db"
    restore(tmp_path / "copy.backup", path, RECOVERY, now=NOW)
    with_spool = Store.open(path, KEY)
    assert [one.state for one in StoredSpool(with_spool).jobs(list(JobState))] == [JobState.UNCONFIRMED]
    with_spool.close()


def test_the_store_that_stood_there_is_kept_whole(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "other" / "journal.db"
    restore(copy, path, RECOVERY, now=NOW)
    first = Store.open(path, KEY)
    issue(first, "t9")
    first.close()

    kept = restore(copy, path, RECOVERY, now=NOW)
    assert kept is not None
    assert check(kept / "journal.db", KEY).events == 2
    assert (kept / "keys.json").exists()
    assert check(path, KEY).events == 1


def test_a_backup_that_other_rules_folded_is_folded_anew(store: Store, tmp_path: Path) -> None:
    issue(store, "t1")
    with store.write() as transaction:
        transaction.connection.execute("UPDATE ticket SET fold_version = 0, state = '{}'")
        transaction.set_meta("fold_version", "0")
    backup(store, tmp_path / "old.backup", made_at=NOW, recovery=RECOVERY)
    path = tmp_path / "other" / "journal.db"
    restore(tmp_path / "old.backup", path, RECOVERY, now=NOW)
    assert check(path, KEY) == (1, ())


@pytest.mark.parametrize("place", [0.02, 0.5, 0.99])
def test_a_damaged_backup_is_refused_and_nothing_changes(copy: Path, tmp_path: Path, place: float) -> None:
    content = bytearray(copy.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    copy.write_bytes(content)
    path = tmp_path / "other" / "journal.db"
    with pytest.raises(Refused) as refusal:
        restore(copy, path, RECOVERY, now=NOW)
    assert refusal.value.code in ("damaged_backup", "wrong_key")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(("field", "bits"), [(6, 0xFF), (8, 0x01), (8, 0x20), (10, 0x08)])
def test_a_backup_whose_directory_is_damaged_is_refused_in_one_sentence(
    copy: Path, tmp_path: Path, field: int, bits: int
) -> None:
    content = bytearray(copy.read_bytes())
    entry = content.rindex(b"PK\x01\x02")  # of the last part: version, flags, way of packing
    content[entry + field] ^= bits
    copy.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        restore(copy, tmp_path / "other" / "journal.db", RECOVERY, now=NOW)
    assert refusal.value.code == "damaged_backup"


def test_another_passphrase_is_refused_and_nothing_changes(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "other" / "journal.db"
    with pytest.raises(Refused) as refusal:
        restore(copy, path, "lima belas gajah", now=NOW)
    assert refusal.value.code == "wrong_key"
    assert list(path.parent.iterdir()) == []


def test_a_backup_tells_what_it_is_without_its_key(copy: Path) -> None:
    about = read_about(copy)
    assert (about.office, about.device, about.made_at) == (ME.office, ME.device, NOW)


def test_a_backup_that_nobody_could_open_elsewhere_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        backup(store, tmp_path / "copy.backup", made_at=NOW)
    assert refusal.value.code == "no_recovery"
    assert not (tmp_path / "copy.backup").exists()


def test_a_store_in_use_by_another_process_is_not_replaced(copy: Path, store: Store) -> None:
    path = store.path
    store.close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), KEY.hex()], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(Refused) as refusal:
        restore(copy, path, RECOVERY, now=NOW)
    holder.communicate()
    assert refusal.value.code == "busy"
    assert check(path, KEY).ok


HOLD = """
import sys
from pathlib import Path
from counter_tui.store.store import Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""
