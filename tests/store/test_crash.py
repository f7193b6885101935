"""A process killed at any moment leaves a store in which all that was acknowledged stands."""

import random
import subprocess
import sys
from pathlib import Path

from counter_tui.store.check import check
from counter_tui.store.store import Store
from tests.store.people import KEY

WRITE = """
import sys
from pathlib import Path
from counter_tui.store.store import Store
from tests.store.people import call, issue

store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
for number in range(100_000):
    print(issue(store, f"{sys.argv[3]}-{number}").id, flush=True)
    print(call(store, f"{sys.argv[3]}-{number}").id, flush=True)
"""
KILLS = 6


def test_what_was_acknowledged_survives_every_kill(path: Path) -> None:
    chance = random.Random(11)
    acknowledged: set[str] = set()
    for round_ in range(KILLS):
        acknowledged |= killed_after(path, f"r{round_}", chance.randrange(1, 60))
    report = check(path, KEY)
    assert report.ok, report.problems
    store = Store.open(path, KEY)
    with store.read() as conn:
        kept = {key for (key,) in conn.execute("SELECT id FROM event")}
    store.close()
    assert acknowledged <= kept
    assert len(kept) <= len(acknowledged) + KILLS


def killed_after(path: Path, name: str, lines: int) -> set[str]:
    """Let a process write, kill it -9 after some acknowledgements, and return all that it gave."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITE, str(path), KEY.hex(), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        heard = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        heard += process.stdout.readlines()
    return {line.strip() for line in heard if line.endswith("\n")}
