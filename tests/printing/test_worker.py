"""The printing thread over real printers, and beside other processes."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.memory import PrinterMemory
from counter_tui.printing.printer import open_printer
from counter_tui.printing.printer_state import PrinterState
from counter_tui.printing.worker import PrintWorker
from tests.patience import until
from tests.printing.decoder import decode
from tests.printing.fake_paper import BYTES_PER_SECOND, PtyPrinter, SimulatedPrinter, TcpPrinter
from tests.printing.list_spool import ListSpool
from tests.printing.samples import TICKET, TOKEN, job


@contextmanager
def working(
    spool: ListSpool, name: str, folder: Path, on_change: Callable[[PrinterState], None] | None = None
) -> Iterator[PrintWorker]:
    worker = PrintWorker(spool, open_printer(name, "generic58", folder), folder, on_change=on_change)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop(seconds=20)


@pytest.fixture(params=["pty", "slow pty", "tcp", "file", "virtual"])
def name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with ExitStack() as stack:
        match request.param:
            case "pty":
                yield stack.enter_context(PtyPrinter(SimulatedPrinter())).name
            case "slow pty":
                yield stack.enter_context(PtyPrinter(SimulatedPrinter(speed=BYTES_PER_SECOND))).name
            case "tcp":
                yield stack.enter_context(TcpPrinter(SimulatedPrinter())).name
            case "file":
                yield f"file:{tmp_path}/paper.bin"
            case _:
                yield "virtual"


def test_what_waits_and_what_comes_later_is_printed_and_confirmed(name: str, tmp_path: Path) -> None:
    spool = ListSpool(job(1))
    with working(spool, name, tmp_path) as worker:
        until(lambda: spool.state(1) is JobState.CONFIRMED)
        spool.add(job(2, TICKET))
        worker.wake()
        until(lambda: spool.state(2) is JobState.CONFIRMED)
        until(lambda: worker.state.condition is Condition.READY)
        assert worker.wait_until_idle(1)


def test_a_job_committed_by_another_process_is_found_unasked(tmp_path: Path) -> None:
    spool = ListSpool()
    with working(spool, "virtual", tmp_path) as worker:
        until(lambda: worker.state.condition is Condition.READY)
        spool.add(job(1))
        until(lambda: spool.state(1) is JobState.CONFIRMED)


def test_jobs_wait_for_paper_and_then_come_out_by_themselves(tmp_path: Path) -> None:
    spool = ListSpool(job(1), job(2))
    with PtyPrinter(SimulatedPrinter()) as served:
        served.printer.paper = False
        with working(spool, served.name, tmp_path) as worker:
            until(lambda: worker.state.condition is Condition.PAPER_OUT)
            assert worker.state.waiting == 2
            assert not worker.wait_until_idle(0)
            served.printer.paper = True
            until(lambda: spool.state(2) is JobState.CONFIRMED)
        assert served.printer.page.scanned() == [TOKEN, TOKEN]


def test_trouble_stands_until_it_is_solved_without_flicker(tmp_path: Path) -> None:
    shown: list[Condition] = []
    spool = ListSpool(job(1))
    target = tmp_path / "late"
    with working(
        spool, f"file:{target}/paper.bin", tmp_path, lambda state: shown.append(state.condition)
    ) as worker:
        until(lambda: worker.state.condition is Condition.DISK)
        worker.wake()
        target.mkdir()
        until(lambda: spool.state(1) is JobState.CONFIRMED)
        until(lambda: worker.state.condition is Condition.READY)
    assert shown == [Condition.DISK, Condition.BUSY, Condition.READY]


def test_one_process_at_a_time_drives_a_printer(tmp_path: Path) -> None:
    spool = ListSpool(job(1))
    name = f"file:{tmp_path}/paper.bin"
    lock_file = PrinterMemory(tmp_path, name).lock_file
    with FileLock(lock_file), working(spool, name, tmp_path) as worker:
        until(lambda: worker.state.condition is Condition.ELSEWHERE)
        assert spool.state(1) is JobState.QUEUED
        holder_is_gone = worker
    assert holder_is_gone.state.condition is Condition.ELSEWHERE
    with working(spool, name, tmp_path):
        until(lambda: spool.state(1) is JobState.CONFIRMED)
    assert decode((tmp_path / "paper.bin").read_bytes()).cuts == 1


def test_a_spool_that_cannot_be_written_is_shown_and_printing_goes_on_later(tmp_path: Path) -> None:
    spool = ListSpool(job(1))
    spool.broken = True
    with working(spool, "virtual", tmp_path) as worker:
        until(lambda: worker.state.condition is Condition.STORE)
        spool.broken = False
        until(lambda: spool.state(1) is JobState.CONFIRMED)


_STALLED = """
import sys
from dataclasses import replace
from pathlib import Path
from counter_tui.core.print_job import JobState
from counter_tui.printing.printer import open_printer
from counter_tui.printing.worker import PrintWorker
from tests.printing.list_spool import ListSpool
from tests.patience import until
from tests.printing.samples import job

name, folder = sys.argv[1], Path(sys.argv[2])
patient = open_printer(name, "generic58", folder)
patient.profile = replace(patient.profile, print_seconds=1_000_000)
spool = ListSpool(job(1))
worker = PrintWorker(spool, patient, folder)
worker.start()
until(lambda: spool.state(1) is JobState.SENDING)
worker.stop()
print("left", spool.state(1))
"""


def test_a_printer_that_never_finishes_delays_no_exit(tmp_path: Path) -> None:
    stalling = SimulatedPrinter()
    stalling.reports_left = 1  # it was well when it was asked, and then it says nothing more
    with PtyPrinter(stalling) as served:
        command = [sys.executable, "-c", _STALLED, served.name, str(tmp_path)]
        ended = subprocess.run(
            command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=True
        )
    assert ended.stdout.split() == ["left", "sending"]
