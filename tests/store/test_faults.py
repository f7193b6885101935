"""What goes wrong below the store is one sentence: nothing is lost, nothing is printed, no traceback."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.store import driver, keys
from counter_tui.store.check import check
from counter_tui.store.create import create
from counter_tui.store.store import Store
from tests.store.people import KEY, ME, issue

ROOT = Path(__file__).parents[2]


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, as the command would run."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


OPEN = """
import sys
from pathlib import Path
from counter_tui.core.refusal import Refused
from counter_tui.store.store import Store
try:
    Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
except Refused as refusal:
    print(refusal.code)
"""


def test_a_wrong_key_is_told_from_a_damaged_file_and_prints_nothing(path: Path) -> None:
    keys.protect_with_file(path.with_name("keys.json"), KEY, path.with_name("key"))
    wrong = run(OPEN, str(path), bytes(32).hex())
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 64)
    damaged = run(OPEN, str(path), KEY.hex())
    assert (wrong.stdout, wrong.stderr) == ("wrong_key\n", "")
    assert (damaged.stdout, damaged.stderr) == ("damaged\n", "")


def test_a_page_damaged_in_the_middle_is_refused_when_it_is_met(store: Store, path: Path) -> None:
    for number in range(30):
        issue(store, f"t{number}")
    store.close()
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 2000] ^= 0xFF
    path.write_bytes(content)
    result = run(OPEN, str(path), KEY.hex())
    assert (result.stdout, result.stderr) == ("damaged\n", "")


def test_an_absent_store_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        Store.open(tmp_path / "journal.db", KEY)
    assert refusal.value.code == "no_store"
    assert list(tmp_path.iterdir()) == []


def test_an_existing_store_is_never_created_over(store: Store, path: Path) -> None:
    issue(store, "t1")
    with pytest.raises(Refused) as refusal:
        create(path, KEY, ME)
    assert refusal.value.code == "exists"
    assert check(path, KEY) == (1, ())


def test_a_store_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "journal.db"
    create(path, KEY, ME).close()
    assert path.stat().st_mode & 0o077 == 0


FILL = """
import resource, sys
from pathlib import Path
from counter_tui.core.event import Draft
from counter_tui.core.refusal import Refused
from counter_tui.store.store import Store

store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
room = Path(sys.argv[1] + "-wal").stat().st_size + 200_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
kept = 0
try:
    while True:
        with store.write() as transaction:
            data = {"text": "x" * 5000}
            transaction.append(Draft(stream=f"note/{kept}", type="note.written", data=data), actor="o1")
        kept += 1
except Refused as refusal:
    print(refusal.code, kept)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.write() as transaction:
    transaction.append(Draft(stream="note/last", type="note.written", data={}), actor="o1")
store.close()
"""


def test_a_disk_that_takes_no_more_loses_nothing_and_goes_on_afterwards(path: Path) -> None:
    result = run(FILL, str(path), KEY.hex())
    code, kept = result.stdout.split()
    assert result.stderr == ""
    assert code in ("disk_full", "disk_error")
    assert int(kept) > 0
    assert check(path, KEY) == (int(kept) + 1, ())


CREATE = """
import resource, sys
from pathlib import Path
from counter_tui.core.refusal import Refused
from counter_tui.store.create import create
from tests.store.people import KEY, ME

resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
try:
    create(Path(sys.argv[1]), KEY, ME)
except Refused as refusal:
    print(refusal.code)
"""


def test_a_store_that_finds_no_room_is_not_begun(tmp_path: Path) -> None:
    result = run(CREATE, str(tmp_path / "home" / "journal.db"))
    assert result.stderr == ""
    assert result.stdout in ("disk_full\n", "disk_error\n")
    assert list((tmp_path / "home").iterdir()) == []


def test_an_engine_that_finds_no_room_says_so_and_keeps_what_was_there(store: Store, path: Path) -> None:
    issue(store, "t0")
    with store.write() as transaction:
        pages = transaction.connection.execute("PRAGMA page_count").fetchone()[0]
        transaction.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(Refused) as refusal:
        all(issue(store, f"t{number}") for number in count(1))
    with store.read() as conn:
        kept = conn.execute("SELECT count(*) FROM event").fetchone()[0]
    assert refusal.value.code == "disk_full"
    with store.write() as transaction:
        transaction.connection.execute("PRAGMA max_page_count = 1000000")
    issue(store, "last")
    assert check(path, KEY) == (kept + 1, ())


READ_ONLY = """
import os, sys
from pathlib import Path
from counter_tui.core.refusal import Refused
from counter_tui.store.create import create
from counter_tui.store.store import Store
from tests.store.people import KEY, ME

path = Path(sys.argv[1])
if os.geteuid() == 0:  # root may write anywhere
    os.setgid(65534)
    os.setuid(65534)
for attempt in (lambda: Store.open(path, KEY), lambda: create(path.with_name("new.db"), KEY, ME)):
    try:
        attempt()
    except Refused as refusal:
        print(refusal.code)
"""


@pytest.fixture
def read_only(template: Path) -> Iterator[Path]:
    """Return a store in a folder that everybody may enter and nobody may write."""
    folder = Path(tempfile.mkdtemp(prefix="counter-read-only-"))
    path = folder / "journal.db"
    shutil.copy(template, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_cannot_be_written_is_named(read_only: Path) -> None:
    result = run(READ_ONLY, str(read_only))
    assert (result.stdout, result.stderr) == ("read_only\nread_only\n", "")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_an_engine_that_can_lose_its_log_is_refused(version: tuple[int, int, int], affected: bool) -> None:
    if not affected:
        driver.refuse_affected(version)
        return
    with pytest.raises(Refused) as refusal:
        driver.refuse_affected(version)
    assert refusal.value.code == "engine"
    assert ".".join(map(str, version)) in refusal.value.sentence


def test_a_connection_is_durable_and_keeps_foreign_keys(store: Store) -> None:
    with store.write() as transaction:
        ask = transaction.connection.execute
        assert ask("PRAGMA synchronous").fetchone() == (2,)
        assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
        assert ask("PRAGMA foreign_keys").fetchone() == (1,)


def test_nothing_of_a_store_can_be_read_without_its_key(store: Store, path: Path) -> None:
    with store.write() as transaction:
        transaction.put_record("applicant", "a1", {"name": "Marker Penanda"})
    files = [path, path.with_name("journal.db-wal")]
    store.close()
    content = b"".join(file.read_bytes() for file in files if file.exists())
    assert b"Marker" not in content
    assert b"SQLite format" not in content
