import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from filelock import FileLock

from counter_tui.core.refusal import Refused
from counter_tui.store.syncing import StoreSync
from counter_tui.sync import once as once_module
from counter_tui.sync.link import Link
from counter_tui.sync.loop import SyncLoop
from counter_tui.sync.once import sync_once
from counter_tui.sync.ownership import LOCK
from counter_tui.sync.status import StatusFile, SyncStatus
from tests.patience import until
from tests.sync.conftest import MakeHome
from tests.sync.town import Home, Town

Run = Callable[[Home], SyncLoop]


@pytest.fixture
def run() -> Iterator[Run]:
    loops: list[SyncLoop] = []

    def start(home: Home) -> SyncLoop:
        loop = SyncLoop(home.sync, home.peer, home.path.parent)
        home.store.on_commit(loop.wake)
        loop.start()
        loops.append(loop)
        return loop

    yield start
    for loop in loops:
        loop.stop()


def state(loop: SyncLoop, wanted: str) -> Callable[[], bool]:
    return lambda: loop.status().state == wanted


def arrived(town: Town, home: Home) -> Callable[[], bool]:
    return lambda: dict(town.journal()).keys() >= home.events().keys()


class Watched(httpx.AsyncHTTPTransport):
    """The real network, noting which requests were open whenever one began."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.beside: dict[str, list[str]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = f"{request.method} {request.url.path}"
        self.beside[name] = list(self.open)
        self.open.append(name)
        try:
            return await super().handle_async_request(request)
        finally:
            self.open.remove(name)


def test_a_commit_goes_out_while_the_long_poll_is_open(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    network = Watched()
    loop = SyncLoop(
        home.sync,
        home.peer,
        home.path.parent,
        open_link=lambda peer, clock: Link(peer, clock, transport=network),
    )
    home.store.on_commit(loop.wake)
    loop.start()
    try:
        until(lambda: town.central.watch.waiting == 1)
        home.issue("t1")
        until(arrived(town, home))
        until(state(loop, "connected"))
    finally:
        loop.stop()
    assert network.beside["POST /v1/events"] == ["GET /v1/events"]


def test_what_others_write_comes_in_by_itself(enrolled: MakeHome, town: Town, run: Run) -> None:
    one, two = enrolled("d1"), enrolled("d2")
    run(one)
    run(two)
    event = one.issue("t1")
    one.note("n1", "hello")
    until(lambda: event.id in two.events())
    until(lambda: bool(two.store.version()) and record(two) == {"text": "hello"})


def record(home: Home) -> object:
    with home.store.write() as transaction:
        return transaction.record("note", "n1")


def test_a_dead_centre_is_a_state_with_a_count_and_its_return_drains_everything(
    enrolled: MakeHome, town: Town, run: Run
) -> None:
    home = enrolled("d1")
    loop = run(home)
    until(state(loop, "connected"))
    town.die()
    first = home.issue("t1")
    until(state(loop, "offline"))
    home.issue_many(700)
    until(lambda: loop.status().unsynced == 701)
    status = loop.status()
    assert (status.oldest, status.online) == (first.at, False)
    assert status.since is not None
    town.serve()
    until(state(loop, "connected"))
    assert dict(town.journal()) == home.events()
    assert loop.status().unsynced == 0


def test_commits_of_other_processes_go_out_too(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    loop = SyncLoop(home.sync, home.peer, home.path.parent)
    loop.start()
    try:
        until(state(loop, "connected"))
        home.issue("t1")
        until(arrived(town, home))
    finally:
        loop.stop()


def test_a_fault_of_this_machine_ends_nothing_for_good(
    enrolled: MakeHome, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_tui.sync.loop.BEGIN_AGAIN_S", 0.0)
    home = enrolled("d1")
    home.issue("t1")
    faults = [OSError("disk full"), OSError("disk full")]

    class Faulty(StoreSync):
        def unsynced(self) -> tuple[int, int | None]:
            if faults:
                raise faults.pop()
            return super().unsynced()

    loop = SyncLoop(Faulty(home.store), home.peer, home.path.parent)
    loop.start()
    try:
        until(arrived(town, home))
        until(state(loop, "connected"))
    finally:
        loop.stop()
    assert faults == []


def test_stopping_waits_for_no_answer_and_touches_the_store_no_more(
    enrolled: MakeHome, town: Town, run: Run
) -> None:
    home = enrolled("d1")
    loop = run(home)
    until(lambda: town.central.watch.waiting == 1)
    loop.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "sync" and thread.is_alive()]


def test_one_process_owns_sync_and_the_others_read_its_status(
    enrolled: MakeHome, town: Town, run: Run
) -> None:
    home = enrolled("d1")
    lock = FileLock(home.path.parent / LOCK)
    with lock:
        loop = run(home)
        StatusFile(home.path.parent).write(SyncStatus(state="sending", unsynced=3))
        until(lambda: loop.status() == SyncStatus(state="sending", unsynced=3))
        home.issue("t1")
        assert town.journal() == []
    until(arrived(town, home))


def test_a_home_without_a_centre_stands_alone(new: MakeHome) -> None:
    home = new("d1")
    loop = SyncLoop(home.sync, None, home.path.parent)
    loop.start()
    loop.wake()
    assert loop.status().state == "alone"
    loop.stop()


def test_an_outage_is_dated_from_its_beginning_across_a_restart(
    enrolled: MakeHome, town: Town, run: Run
) -> None:
    home = enrolled("d1")
    town.die()
    loop = run(home)
    until(state(loop, "offline"))
    since = loop.status().since
    loop.stop()
    again = run(home)
    until(state(again, "offline"))
    assert again.status().since == since


def test_a_pause_ends_when_somebody_says_that_the_line_is_back(
    enrolled: MakeHome, town: Town, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_tui.sync.protocol.FIRST_PAUSE_S", 10_000.0)
    monkeypatch.setattr("counter_tui.sync.protocol.LONGEST_PAUSE_S", 10_000.0)
    home = enrolled("d1")
    town.die()
    loop = run(home)
    until(lambda: loop.status().detail != "")
    town.serve()
    loop.hurry()
    until(state(loop, "connected"))


def test_sync_once_exchanges_everything_and_says_how_much(enrolled: MakeHome, town: Town) -> None:
    one, two = enrolled("d1"), enrolled("d2")
    one.issue("t1")
    one.issue("t2")
    assert one.peer is not None
    assert two.peer is not None
    first = sync_once(one.sync, one.peer, one.path.parent)
    assert (first.pushed, first.pulled, first.unsynced, first.code) == (2, 0, 0, "")
    second = sync_once(two.sync, two.peer, two.path.parent)
    assert (second.pushed, second.pulled) == (0, 2)


def test_sync_once_tells_of_a_dead_centre(enrolled: MakeHome, town: Town) -> None:
    home = enrolled("d1")
    home.issue("t1")
    town.die()
    assert home.peer is not None
    tried = sync_once(home.sync, home.peer, home.path.parent)
    assert (tried.pushed, tried.unsynced) == (0, 1)
    assert tried.code


def test_sync_once_leaves_sync_to_the_process_that_has_it(
    enrolled: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once_module, "PATIENCE_S", 0.0)
    home = enrolled("d1")
    assert home.peer is not None
    with FileLock(home.path.parent / LOCK), pytest.raises(Refused) as caught:
        sync_once(home.sync, home.peer, home.path.parent)
    assert caught.value.code == "sync_busy"


STUCK = """
import asyncio, threading
from counter_tui.sync.daemon_executor import DaemonExecutor

async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(DaemonExecutor())
    started = threading.Event()
    def resolve():
        started.set()
        threading.Event().wait()
    asyncio.ensure_future(asyncio.to_thread(resolve))
    while not started.is_set():
        await asyncio.sleep(0)

with __import__("contextlib").suppress(asyncio.CancelledError):
    asyncio.run(main())
"""


def test_a_name_that_is_never_resolved_does_not_hold_up_the_exit() -> None:
    ended = subprocess.run([sys.executable, "-c", STUCK], timeout=60, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr


def test_importing_the_loop_loads_neither_http_nor_cryptography() -> None:
    program = "import sys, counter_tui.sync.loop; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    heavy = {"httpx", "cryptography", "zstandard", "filelock", "http_message_signatures"}
    assert heavy.isdisjoint(ended.stdout.split())


def test_a_status_file_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    StatusFile(tmp_path / "missing").write(SyncStatus(state="offline"))
    assert StatusFile(tmp_path / "missing").read() is None
