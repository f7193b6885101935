"""Printers without paper: a file, a device file, and the demo's tray."""

import os
from pathlib import Path

import pytest

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import render
from counter_tui.printing.paper_tray import PaperTray
from counter_tui.printing.printer import Outcome, Sheet, open_printer
from counter_tui.printing.profile_files import profile_named
from tests.printing.decoder import decode
from tests.printing.samples import TICKET, TOKEN, job


def sheet(ordered: Job) -> Sheet:
    return render(ordered, profile_named("generic58"))


def test_a_file_gathers_sheets_and_confirms_each(tmp_path: Path) -> None:
    printer = open_printer(f"file:{tmp_path}/paper.bin", "generic58", tmp_path)
    assert printer.check() is Condition.READY
    assert printer.put(sheet(job(1, TICKET))) == Outcome(JobState.CONFIRMED)
    assert printer.put(sheet(job(2))) == Outcome(JobState.CONFIRMED)
    page = decode((tmp_path / "paper.bin").read_bytes())
    assert (page.cuts, page.scanned()) == (2, [TOKEN])


def test_a_folder_that_is_not_there_is_trouble_and_the_job_stays_queued(tmp_path: Path) -> None:
    printer = open_printer(f"file:{tmp_path}/away/paper.bin", "generic58", tmp_path)
    assert printer.check() is Condition.DISK
    assert printer.put(sheet(job())) == Outcome(JobState.QUEUED, Condition.DISK)


def test_a_full_disk_keeps_nothing_of_a_sheet_and_the_job_stays_queued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    printer = open_printer(f"file:{tmp_path}/paper.bin", "generic58", tmp_path)
    printer.put(sheet(job(1)))
    monkeypatch.setattr(os, "fsync", refuse)
    assert printer.put(sheet(job(2))) == Outcome(JobState.QUEUED, Condition.DISK)
    assert decode((tmp_path / "paper.bin").read_bytes()).cuts == 1


def test_a_full_device_leaves_the_job_unconfirmed(tmp_path: Path) -> None:
    printer = open_printer("file:/dev/full", "generic58", tmp_path)
    assert printer.put(sheet(job())) == Outcome(JobState.UNCONFIRMED, Condition.DISK)


def test_a_device_file_cannot_confirm(tmp_path: Path) -> None:
    read, write = os.pipe()
    printer = open_printer(f"file:/proc/self/fd/{write}", "generic58", tmp_path)
    assert printer.put(sheet(job())) == Outcome(JobState.SENT)
    assert decode(os.read(read, 4096)).cuts == 1
    os.close(read)
    os.close(write)


def test_the_virtual_printer_shows_its_newest_sheet_to_any_process(tmp_path: Path) -> None:
    printer = open_printer("virtual", "generic58", tmp_path)
    assert printer.check() is Condition.READY
    assert printer.put(sheet(job(1, TICKET))) == Outcome(JobState.CONFIRMED)
    assert printer.put(sheet(job(2, copy=1))) == Outcome(JobState.CONFIRMED)
    newest = PaperTray(tmp_path).latest()
    assert newest is not None
    assert (newest.document, newest.subject, newest.copy) == ("slip", "A-027", 1)
    assert newest.lines == sheet(job(2, copy=1)).lines


def test_the_tray_keeps_the_newest_sheets_only(tmp_path: Path) -> None:
    tray = PaperTray(tmp_path)
    for number in range(1, 26):
        tray.put(job(number), ("x",))
    assert [found.job for found in tray.sheets()] == [f"job-{number:04d}" for number in range(25, 5, -1)]


def test_an_empty_tray_has_no_newest_sheet(tmp_path: Path) -> None:
    assert PaperTray(tmp_path).latest() is None


def test_a_tray_that_cannot_be_written_keeps_the_job_queued(tmp_path: Path) -> None:
    (tmp_path / "tray").write_text("in the way")
    printer = open_printer("virtual", "generic58", tmp_path)
    assert printer.put(sheet(job())) == Outcome(JobState.QUEUED, Condition.DISK)


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}"])
def test_a_sheet_that_a_failing_disk_has_damaged_is_none(tmp_path: Path, damaged: str) -> None:
    tray = PaperTray(tmp_path)
    tray.put(job(1), ("x",))
    (tmp_path / "tray" / "999999999999999-job.json").write_text(damaged)
    assert [found.job for found in tray.sheets()] == ["job-0001"]


def test_a_network_printer_under_no_possible_name_is_not_reached(tmp_path: Path) -> None:
    printer = open_printer("tcp:printer..kantor:9100", "generic58", tmp_path)
    assert printer.check() is Condition.UNREACHABLE
