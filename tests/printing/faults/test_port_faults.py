"""The port: held by another program, forbidden, gone, and come back under another name."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import pytest

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.serial_ports import SerialPort
from tests.printing.cable import Cable
from tests.printing.fake_paper import SimulatedPrinter
from tests.printing.faults.conftest import MakeCounter
from tests.printing.faults.counter import Counter, Orders

ROOT = Path(__file__).parents[3]
_HOLDER = """
import fcntl, sys, termios
port = open(sys.argv[1], "r+b", buffering=0)
if sys.argv[2] == "locked":
    fcntl.flock(port, fcntl.LOCK_EX)
else:
    fcntl.ioctl(port, termios.TIOCEXCL)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def process(*arguments: str) -> Iterator[IO[str]]:
    """Run Python until the block ends, which closes its input; gives its output."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        yield running.stdout
        running.stdin.close()


@contextmanager
def another_program_holding(port: Path, how: str = "locked") -> Iterator[None]:
    """Lock the port as pyserial does, or claim it of the driver, in a process of its own."""
    with process("-c", _HOLDER, str(port), how) as said:
        assert said.readline() == "held\n"
        yield


@pytest.fixture
def name(cable: Cable) -> str:
    return f"serial:{cable.ports}/ttyUSB0?baud=9600"


@pytest.fixture
def orders(cable: Cable, tmp_path: Path) -> Iterator[Orders]:
    """Slips that a process of its own prints."""
    opened = Orders(tmp_path / "home", cable.printer)
    yield opened
    opened.close()


def test_jobs_wait_while_another_program_holds_the_port(make_counter: MakeCounter, cable: Cable) -> None:
    with another_program_holding(cable.ports / "ttyUSB0"):
        counter = make_counter()
        counter.order(1)
        counter.says(
            f"{cable.ports}/ttyUSB0 sedang dipakai program lain. "
            "Resi A-001 tersimpan, belum tercetak; antrean tetap jalan. Tutup program itu."
        )
        assert counter.job(1).attempts == 0
    counter.reaches(1, JobState.CONFIRMED)


def test_a_port_that_another_program_claims_of_the_driver_is_taken_too(
    cable: Cable, orders: Orders, name: str
) -> None:
    orders.order(1)
    with ExitStack() as holding:
        holding.enter_context(another_program_holding(cable.ports / "ttyUSB0", "claimed"))
        with process("-m", "tests.printing.faults.plain_user", str(orders.folder), name) as said:
            assert said.readline().startswith("taken ")
            assert orders.job(1).attempts == 0
            holding.close()
            cable.unclaim()
            orders.reaches(1, JobState.CONFIRMED)


def test_a_port_that_may_not_be_opened_is_told_and_jobs_wait_for_the_right(
    cable: Cable, orders: Orders, name: str
) -> None:
    PrinterMemory(orders.folder, name).remember(Known.REPORT)
    orders.order(1)
    (cable.ports / "ttyUSB0").chmod(0)
    with process("-m", "tests.printing.faults.plain_user", str(orders.folder), name) as said:
        assert said.readline() == (
            f"denied {cable.ports}/ttyUSB0 tidak boleh dibuka oleh pengguna ini. "
            "Resi A-001 tersimpan, belum tercetak; antrean tetap jalan. "
            "Minta petugas TI memberi izin atas port itu.\n"
        )
        (cable.ports / "ttyUSB0").chmod(0o600)
        orders.reaches(1, JobState.CONFIRMED)


def test_the_port_is_left_to_other_programs_between_jobs(counter: Counter, cable: Cable) -> None:
    with another_program_holding(cable.ports / "ttyUSB0"):
        counter.shows(Condition.TAKEN)
    counter.shows(Condition.READY)


def test_a_printer_pulled_within_a_slip_and_plugged_in_elsewhere_is_found_by_its_usb_number(
    counter: Counter, cable: Cable
) -> None:
    counter.begin(2, 3, after=150, what=cable.pull)
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.MISSING)
    cable.plug("ttyUSB1")
    counter.reaches(3, JobState.CONFIRMED)
    assert counter.job(2).state is JobState.UNCONFIRMED


def test_a_printer_named_by_its_usb_number_is_found_at_any_port(
    make_counter: MakeCounter, cable: Cable
) -> None:
    cable.pull()
    counter = make_counter(name="serial:usb:PRN-0001?baud=9600")
    counter.order(1)
    counter.shows(Condition.MISSING)
    cable.plug("ttyUSB7")
    counter.reaches(1, JobState.CONFIRMED)


def test_another_device_under_the_printers_name_gets_not_a_byte(
    make_counter: MakeCounter, cable: Cable, tmp_path: Path
) -> None:
    scanner = Cable(SimulatedPrinter(), cable.ports, speed=None, usb="SCANNER-9")

    def listing() -> list[SerialPort]:
        return [*cable.listing(), *scanner.listing()]

    counter = make_counter(listing=listing)
    counter.meet()
    with scanner:
        cable.pull()
        scanner.plug("ttyUSB0")
        counter.order(2)
        counter.says(
            f"Alat USB di {cable.ports}/ttyUSB0 bukan printer yang dikenal. "
            "Resi A-002 tersimpan, belum tercetak; antrean tetap jalan. "
            "Pasang printer yang biasa; untuk yang baru: counter-tui printer test."
        )
        cable.plug("ttyUSB1")
        counter.reaches(2, JobState.CONFIRMED)
        assert scanner.printer.received == b""
