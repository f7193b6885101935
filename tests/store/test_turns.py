"""Threads and processes take turns at the store, and together write one unbroken chain."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.store import driver, process_lock
from counter_tui.store.check import check
from counter_tui.store.process_lock import ProcessLock
from counter_tui.store.store import Store
from tests.store.people import DAY, KEY, issue

WRITE = """
import sys
from pathlib import Path
from counter_tui.store.store import Store
from tests.store.people import DAY, issue

store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
for number in range(60):
    issue(store, f"{sys.argv[3]}-{number}")
    with store.write() as transaction:
        print(transaction.take_number(DAY, "A"))
store.close()
"""


def test_processes_write_at_the_same_time(path: Path) -> None:
    root = Path(__file__).parents[2]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path), KEY.hex(), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=root,
        )
        for name in ("p", "q", "r")
    ]
    answers = [writer.communicate(timeout=120) for writer in writers]
    assert [error for _numbers, error in answers] == ["", "", ""]
    numbers = [int(number) for answer, _error in answers for number in answer.split()]
    assert sorted(numbers) == list(range(1, 181))
    assert check(path, KEY) == (180, ())


def test_threads_write_at_the_same_time(store: Store, path: Path) -> None:
    def work(name: int) -> list[int]:
        numbers = []
        for number in range(40):
            issue(store, f"t{name}-{number}")
            with store.write() as transaction:
                numbers.append(transaction.take_number(DAY, "A"))
        return numbers

    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(work, range(4)) for number in numbers]
    assert sorted(taken) == list(range(1, 161))
    assert check(path, KEY) == (160, ())


def test_a_store_that_is_held_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_lock, "PATIENCE_S", 0.05)
    holder, waiter = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    with holder, pytest.raises(Refused) as refusal, waiter:
        pass
    assert refusal.value.code == "busy"
    with waiter:
        pass
    holder.close()
    waiter.close()


def test_a_reading_that_the_engine_ended_tells_its_fault_and_the_next_one_goes_on(store: Store) -> None:
    def reads() -> None:
        with store.read() as connection:
            connection.execute("ROLLBACK")  # as the engine does after a fault of the disk
            raise RuntimeError("disk")

    with pytest.raises(RuntimeError, match="disk"):
        reads()
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_a_store_that_closes_leaves_a_thread_what_it_reads_with_and_closes_it_later(store: Store) -> None:
    issue(store, "t1")
    with store.read() as connection:
        found = connection.execute("SELECT id FROM event")
        store.close()
        assert len(found.fetchall()) == 1
    with pytest.raises(driver.Error, match="closed database"):
        connection.execute("SELECT 1")
