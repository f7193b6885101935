"""Serial and network printers: one suite over a real pty under real pyserial and over real TCP."""

import os
import pty
import termios
import tty
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counter_tui.core.print_job import JobState
from counter_tui.printing import escpos
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import render
from counter_tui.printing.detect import serial_candidates
from counter_tui.printing.printer import Outcome, Printer, Sheet, open_printer
from counter_tui.printing.profile_files import profile_named
from counter_tui.printing.serial_ports import SerialPort
from tests.patience import until
from tests.printing.fake_paper import BYTES_PER_SECOND, PtyPrinter, SimulatedPrinter, TcpPrinter
from tests.printing.samples import PARTNER_RECEIPT, TICKET, TOKEN, job

Serve = Callable[[SimulatedPrinter], PtyPrinter | TcpPrinter]


@pytest.fixture(params=[PtyPrinter, TcpPrinter], ids=["pty", "tcp"])
def serve(request: pytest.FixtureRequest) -> Serve:
    kind: Serve = request.param
    return kind


def slip(number: int = 1) -> Sheet:
    return render(job(number), profile_named("generic58"))


def opened(name: str, folder: Path, *, answers: str = "") -> Printer:
    separator = "&" if "?" in name else "?"
    return open_printer(f"{name}{separator}answers={answers}" if answers else name, "generic58", folder)


def hasty(name: str, folder: Path, *, seconds: float) -> Printer:
    printer = opened(name, folder)
    printer.profile = replace(printer.profile, print_seconds=seconds)
    return printer


def test_a_slip_arrives_whole_and_is_confirmed_by_the_printers_answer(serve: Serve, tmp_path: Path) -> None:
    with serve(SimulatedPrinter()) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        assert printer.put(slip()) == Outcome(JobState.CONFIRMED)
        printer.close()
        assert served.printer.page.scanned() == [TOKEN]


def test_a_slow_line_is_waited_for(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(speed=BYTES_PER_SECOND)) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        assert printer.put(slip()) == Outcome(JobState.CONFIRMED)
        assert served.printer.page.scanned() == [TOKEN]


def test_a_partners_long_list_is_waited_for_as_long_as_its_paper_takes(tmp_path: Path) -> None:
    rows = PARTNER_RECEIPT.rows * 6
    paper = msgspec.structs.replace(PARTNER_RECEIPT, rows=rows)
    sheet = render(job(paper=paper), profile_named("generic58"))
    with TcpPrinter(SimulatedPrinter(speed=2 * BYTES_PER_SECOND)) as served:
        printer = hasty(served.name, tmp_path, seconds=1)
        assert printer.check() is Condition.READY
        assert printer.put(sheet) == Outcome(JobState.CONFIRMED)


def test_a_printer_that_has_never_answered_ends_at_sent(serve: Serve, tmp_path: Path) -> None:
    with serve(SimulatedPrinter(speaks=False)) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        assert printer.put(slip()) == Outcome(JobState.SENT)
        printer.close()


def test_a_printer_known_to_be_mute_is_asked_nothing(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(speaks=False)) as served:
        printer = opened(served.name, tmp_path, answers="no")
        assert printer.check() is Condition.READY
        assert printer.put(slip()) == Outcome(JobState.SENT)
        until(lambda: bool(served.printer.page.cuts))
        assert bytes(served.printer.received) == slip().data


def test_silence_is_trouble_once_the_printer_has_answered_even_in_another_process(
    serve: Serve, tmp_path: Path
) -> None:
    with serve(SimulatedPrinter()) as served:
        first = opened(served.name, tmp_path)
        assert first.check() is Condition.READY
        first.close()
        served.printer.speaks = False
        assert opened(served.name, tmp_path).check() is Condition.SILENT


def test_a_job_without_its_answer_is_unconfirmed(serve: Serve, tmp_path: Path) -> None:
    with serve(SimulatedPrinter()) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        served.printer.paper_for = 40
        assert printer.put(slip()) == Outcome(JobState.UNCONFIRMED, Condition.PAPER_OUT)


def test_the_late_answer_of_one_job_does_not_confirm_the_next(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter()) as served:
        printer = hasty(served.name, tmp_path, seconds=1)
        assert printer.check() is Condition.READY
        served.printer.paper_for = 40
        assert printer.put(slip(1)).state is JobState.UNCONFIRMED
        served.printer.paper_for, served.printer.paper = None, True
        assert printer.check() is Condition.READY
        served.printer.reports = False
        assert printer.put(slip(2)).state is JobState.UNCONFIRMED


def test_what_a_killed_process_left_in_the_line_spoils_and_confirms_no_later_slip(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(speed=BYTES_PER_SECOND)) as served:
        left = os.open(served.port, os.O_RDWR | os.O_NOCTTY)
        os.write(left, slip(1).data + escpos.ASK_PAPER_AFTER_JOB + slip(2).data[:300])
        os.close(left)
        printer = hasty(served.name, tmp_path, seconds=2)
        printer.mend()
        until(lambda: bool(served.printer.page.cuts) and printer.check() is Condition.READY)
        assert printer.put(slip(3)) == Outcome(JobState.CONFIRMED)
        assert served.printer.page.codes[-1].payload.decode() == TOKEN
        served.printer.reports = False
        assert printer.put(slip(4)).state is JobState.UNCONFIRMED


def test_a_printer_without_reports_ends_at_sent_when_it_is_well_afterwards(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(reports=False)) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        assert printer.put(slip()) == Outcome(JobState.SENT)


def test_missing_paper_and_an_open_cover_are_told_apart(serve: Serve, tmp_path: Path) -> None:
    with serve(SimulatedPrinter()) as served:
        printer = opened(served.name, tmp_path)
        assert printer.check() is Condition.READY
        served.printer.paper = False
        assert printer.check() is Condition.PAPER_OUT
        served.printer.paper, served.printer.cover_open = True, True
        assert printer.check() is Condition.COVER_OPEN
        served.printer.cover_open = False
        assert printer.check() is Condition.READY


def test_a_port_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert opened(f"serial:{tmp_path}/ttyUSB9", tmp_path).check() is Condition.MISSING


def test_a_port_that_another_program_holds_is_taken(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter()) as served:
        holder = opened(served.name, tmp_path / "a")
        assert holder.check() is Condition.READY
        assert opened(served.name, tmp_path / "b").check() is Condition.TAKEN
        holder.close()


def test_a_driver_that_takes_nothing_is_waited_for_and_not_asked_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    printer = hasty(f"serial:{os.ttyname(slave)}?answers=no&flow=rtscts", tmp_path, seconds=0.5)
    assert printer.check() is Condition.READY
    termios.tcflow(slave, termios.TCOOFF)
    tries: list[int] = []
    write = os.write

    def counted(file: int, data: bytes) -> int:
        tries.append(file)
        return write(file, data)

    monkeypatch.setattr(os, "write", counted)
    assert printer.put(slip()) == Outcome(JobState.QUEUED, Condition.HELD)
    assert len(tries) < 10
    os.close(slave)
    os.close(master)


def test_a_host_that_nobody_listens_on_is_unreachable(tmp_path: Path) -> None:
    with TcpPrinter(SimulatedPrinter()) as served:
        name = served.name
    assert opened(name, tmp_path).check() is Condition.UNREACHABLE


def test_a_cable_pulled_within_a_slip_leaves_it_unconfirmed(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    printer = opened(f"serial:{os.ttyname(slave)}?baud=9600", tmp_path, answers="no")
    assert printer.check() is Condition.READY
    os.close(slave)
    os.close(master)
    assert printer.put(slip()).state in {JobState.UNCONFIRMED, JobState.QUEUED}


def test_the_wizard_finds_the_port_where_a_printer_answers() -> None:
    with PtyPrinter(SimulatedPrinter()) as answering, PtyPrinter(SimulatedPrinter(speaks=False)) as mute:
        ports = [SerialPort(mute.port, description="Modem"), SerialPort(answering.port, "", "EPSON TM-T82")]
        found = serial_candidates(lambda: ports)
    assert [(port.description, port.answers) for port in found] == [("EPSON TM-T82", True), ("Modem", False)]
    assert found[0].name == answering.name


def test_a_printer_with_a_usb_number_of_its_own_is_offered_by_that_name(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter()) as printer, PtyPrinter(SimulatedPrinter()) as twin:
        ports = [
            SerialPort(printer.port, "PRN-1"),
            SerialPort(twin.port, "0001"),
            SerialPort("ttyS9", "0001"),
        ]
        found = {one.port: one.name for one in serial_candidates(lambda: ports)}
        assert found[printer.port] == "serial:usb:PRN-1?baud=9600"
        assert found[twin.port] == twin.name
        by_number = open_printer(found[printer.port], "generic58", tmp_path, lambda: ports)
        assert by_number.check() is Condition.READY
        by_number.close()


def test_the_wizard_says_why_a_port_could_not_be_asked(tmp_path: Path) -> None:
    (found,) = serial_candidates(lambda: [SerialPort(str(tmp_path / "ttyUSB9"))])
    assert found.trouble is Condition.MISSING


def test_several_documents_follow_each_other(serve: Serve, tmp_path: Path) -> None:
    with serve(SimulatedPrinter()) as served:
        printer = opened(served.name, tmp_path)
        for number in range(3):
            assert printer.check() is Condition.READY
            sheet = render(job(number, TICKET), profile_named("generic58"))
            assert printer.put(sheet) == Outcome(JobState.CONFIRMED)
        printer.close()
        assert served.printer.page.cuts == 3
