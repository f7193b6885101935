"""What a self-test finds out about a printer, and what later jobs do with that."""

from dataclasses import replace
from pathlib import Path

import pytest

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import render
from counter_tui.printing.memory import Known, PrinterMemory
from counter_tui.printing.printer import Outcome, Printer, open_printer
from tests.patience import until
from tests.printing.fake_paper import PtyPrinter, SimulatedPrinter
from tests.printing.samples import job


def put(printer: Printer) -> Outcome:
    return printer.put(render(job(), printer.profile))


def studied(served: PtyPrinter, folder: Path) -> PrinterMemory:
    printer = open_printer(served.name, "generic58", folder)
    printer.profile = replace(printer.profile, print_seconds=1)
    printer.study()
    assert printer.check() is Condition.READY
    put(printer)
    printer.close()
    return PrinterMemory(folder, served.name)


def test_a_printer_that_answers_nothing_is_asked_nothing_any_more(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(speaks=False)) as served:
        assert studied(served, tmp_path).has(Known.MUTE)
        del served.printer.received[:]
        printer = open_printer(served.name, "generic58", tmp_path)
        assert printer.check() is Condition.READY
        assert put(printer) == Outcome(JobState.SENT)
        printer.close()
        sheet = render(job(), printer.profile).data
        until(lambda: len(served.printer.received) >= len(sheet))
        assert bytes(served.printer.received) == sheet


def test_a_printer_that_never_reports_is_asked_how_it_is_and_no_report(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter(reports=False)) as served:
        memory = studied(served, tmp_path)
        assert memory.has(Known.NO_REPORT)
        assert memory.has(Known.STATUS)
        printer = open_printer(served.name, "generic58", tmp_path)
        assert printer.check() is Condition.READY
        served.printer.reports = True
        assert put(printer) == Outcome(JobState.SENT)
        printer.close()


def test_a_printer_that_never_reports_and_is_in_trouble_after_a_sheet_leaves_it_doubtful(
    tmp_path: Path,
) -> None:
    with PtyPrinter(SimulatedPrinter(reports=False)) as served:
        studied(served, tmp_path)
        printer = open_printer(served.name, "generic58", tmp_path)
        assert printer.check() is Condition.READY
        served.printer.paper_for = 40
        outcome = put(printer)
        printer.close()
        assert outcome == Outcome(JobState.UNCONFIRMED, Condition.PAPER_OUT)


def test_a_printer_that_reports_is_known_to_from_its_first_sheet(tmp_path: Path) -> None:
    with PtyPrinter(SimulatedPrinter()) as served:
        assert studied(served, tmp_path).has(Known.REPORT)


@pytest.mark.parametrize("before", [Known.MUTE, Known.NO_REPORT])
def test_a_printer_that_was_set_to_answer_is_known_again_after_a_self_test(
    tmp_path: Path, before: Known
) -> None:
    with PtyPrinter(SimulatedPrinter()) as served:
        PrinterMemory(tmp_path, served.name).remember(before)
        memory = studied(served, tmp_path)
        assert not memory.has(before)
        assert memory.has(Known.REPORT)
