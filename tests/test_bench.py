"""`scripts/bench.py` works: what it measures says something about a machine and is never asserted."""

import subprocess
import sys
from pathlib import Path

import pytest

from counter_tui.bootstrap import guard
from counter_tui.store.check import check
from scripts.measure import home

ROOT = Path(__file__).parent.parent
ROWS = (
    "start to first frame with the queue",
    "start to first accepted space",
    "keys in the first second, p95",
    "memory",
    "call-next to its picture, p95",
    "commit of start",
    "commit of call-next with selection",
    "rebuild of",
    "slip on the wire",
    "slip at 9600 baud",
    "slip verified",
    "hub: call-next of 8 terminals, 20 a second, p99",
    "slip scanned to its answer, typed",
    "slip scanned to its answer, on a serial line",
)


@pytest.mark.long
def test_the_bench_prints_a_row_for_everything_it_promises() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "bench.py"), "--quick"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stderr
    head, *rows = result.stdout.splitlines()
    assert head.split() == ["name", "measured", "floor", "ratio", "aim", "ok"]
    assert [name for name in ROWS if not any(row.startswith(name) for row in rows)] == []


def test_a_made_past_is_a_journal_that_checks_clean(tmp_path: Path) -> None:
    made = home.make(tmp_path / "home", events=400, waiting=3)
    report = check(made.store, guard.unlock(made))
    assert report.problems == ()
    assert report.events > 400
