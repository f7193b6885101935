"""What the spool is left with, whatever the printer does."""

from pathlib import Path

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole, Share
from counter_tui.printing.condition import Condition
from counter_tui.printing.delivery import Delivery
from counter_tui.printing.ports import Spool
from counter_tui.printing.printer import Outcome, Printer, Sheet, open_printer
from tests.patience import until
from tests.printing.decoder import decode
from tests.printing.fake_paper import PtyPrinter, SimulatedPrinter
from tests.printing.list_spool import ListSpool
from tests.printing.samples import SELF_TEST, TICKET, job

ALL = frozenset(PrinterRole)


def file_printer(folder: Path) -> Printer:
    return open_printer(f"file:{folder}/paper.bin", "generic58", folder)


def paper(folder: Path) -> bytes:
    return (folder / "paper.bin").read_bytes()


def test_jobs_are_printed_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    spool = ListSpool(job(2), job(1, TICKET), job(3, SELF_TEST))
    delivery = Delivery(spool, file_printer(tmp_path), ALL)
    while delivery.ready() and delivery.print_next():
        pass
    titles = [text for text in decode(paper(tmp_path)).texts if text.isupper() and " " in text]
    assert titles[:3] == ["NOMOR ANTREAN", "RESI PENGAMBILAN", "LEMBAR UJI"]
    assert {spool.state(number) for number in (1, 2, 3)} == {JobState.CONFIRMED}


def test_a_job_is_durably_sending_before_its_first_byte(tmp_path: Path) -> None:
    class Witness(ListSpool):
        def claim_next(self, share: Share) -> Job | None:
            raise KeyboardInterrupt  # the process dies within the claim's commit

    spool = Witness(job())
    delivery = Delivery(spool, file_printer(tmp_path), ALL)
    assert delivery.ready()
    with pytest.raises(KeyboardInterrupt):
        delivery.print_next()
    assert paper(tmp_path) == b""


def test_a_job_found_sending_after_a_crash_is_unconfirmed_and_never_sent_again(tmp_path: Path) -> None:
    spool: Spool = ListSpool(job(1), job(2))
    printer = file_printer(tmp_path)
    assert spool.claim_next(Share(printer=printer.name, roles=ALL)) is not None
    delivery = Delivery(spool, file_printer(tmp_path), ALL)
    delivery.recover()
    while delivery.ready() and delivery.print_next():
        pass
    (doubtful,) = spool.jobs({JobState.UNCONFIRMED})
    assert (doubtful.id, doubtful.note) == ("job-0001", "crash")
    assert decode(paper(tmp_path)).cuts == 1


def test_a_printer_in_trouble_takes_no_job(tmp_path: Path) -> None:
    spool = ListSpool(job())
    delivery = Delivery(spool, open_printer(f"serial:{tmp_path}/ttyUSB9", "generic58", tmp_path), ALL)
    assert not delivery.ready()
    state = delivery.state()
    assert (spool.state(), spool.job().attempts) == (JobState.QUEUED, 0)
    assert (state.condition, state.waiting, state.first) == (Condition.MISSING, 1, job())


def test_a_job_of_which_nothing_was_sent_waits_again(tmp_path: Path) -> None:
    spool = ListSpool(job())
    delivery = Delivery(spool, open_printer("virtual", "generic58", tmp_path), ALL)
    assert delivery.ready()
    (tmp_path / "tray").write_text("in the way")
    assert not delivery.print_next()
    assert (spool.state(), spool.job().note) == (JobState.QUEUED, "disk")


def test_paper_that_runs_out_within_a_slip_leaves_it_to_the_officer(tmp_path: Path) -> None:
    spool = ListSpool(job(1), job(2))
    with PtyPrinter(SimulatedPrinter()) as served:
        delivery = Delivery(spool, open_printer(served.name, "generic58", tmp_path), ALL)
        assert delivery.ready()
        served.printer.paper_for = 40
        assert delivery.print_next()
        assert not delivery.ready()
        assert delivery.state().condition is Condition.PAPER_OUT
        assert [spool.state(1), spool.state(2)] == [JobState.UNCONFIRMED, JobState.QUEUED]
        served.printer.switch_off()
        assert not delivery.ready()
        served.printer.paper_for, served.printer.paper, served.printer.on = None, True, True
        assert delivery.ready()
        assert delivery.print_next()
        assert [spool.state(1), spool.state(2)] == [JobState.UNCONFIRMED, JobState.CONFIRMED]
        assert delivery.state().condition is Condition.UNCERTAIN


def test_an_answer_that_comes_late_confirms_what_no_officer_has_decided_about(tmp_path: Path) -> None:
    spool = ListSpool(job(1), job(2))
    with PtyPrinter(SimulatedPrinter()) as served:
        delivery = Delivery(spool, open_printer(served.name, "generic58", tmp_path), ALL)
        for number, decided in ((1, False), (2, True)):
            until(delivery.ready)
            served.printer.paper_for = 40
            assert delivery.print_next()
            if decided:
                spool.settle(spool.job(number).id, JobState.FAILED)
            served.printer.paper_for, served.printer.paper = None, True
        until(delivery.ready)
    assert [spool.state(1), spool.state(2)] == [JobState.CONFIRMED, JobState.FAILED]


class DiskFills:
    """A printer that prints well, while the disk below the spool fills up."""

    def __init__(self, printer: Printer, spool: ListSpool) -> None:
        self._printer, self._spool = printer, spool
        self.name, self.profile = printer.name, printer.profile

    def check(self) -> Condition:
        return self._printer.check()

    def put(self, sheet: Sheet) -> Outcome:
        self._spool.broken = True
        return self._printer.put(sheet)

    def glance(self) -> Condition | None:
        return self._printer.glance()

    def late(self) -> list[str]:
        return self._printer.late()

    def study(self) -> None:
        self._printer.study()

    def mend(self) -> None:
        self._printer.mend()

    def rest(self) -> None:
        self._printer.rest()

    def close(self) -> None:
        self._printer.close()


def test_an_outcome_that_the_spool_cannot_take_is_kept_and_the_job_not_printed_twice(tmp_path: Path) -> None:
    spool = ListSpool(job())
    delivery = Delivery(spool, DiskFills(file_printer(tmp_path), spool), ALL)
    assert delivery.ready()
    with pytest.raises(OSError, match="disk full"):
        delivery.print_next()
    spool.broken = False
    assert delivery.ready()
    assert spool.state() is JobState.CONFIRMED
    assert not delivery.print_next()
    assert decode(paper(tmp_path)).cuts == 1


def test_data_that_fit_no_document_fail_and_hold_nobody_up(tmp_path: Path) -> None:
    spool = ListSpool(job(1, data={"odd": True}), job(2))
    delivery = Delivery(spool, file_printer(tmp_path), ALL)
    while delivery.ready() and delivery.print_next():
        pass
    assert (spool.state(1), spool.job(1).note) == (JobState.FAILED, "document")
    assert spool.state(2) is JobState.CONFIRMED


def test_a_printer_takes_only_the_jobs_of_its_roles(tmp_path: Path) -> None:
    spool = ListSpool(job(1), job(2, TICKET))
    delivery = Delivery(spool, file_printer(tmp_path), {PrinterRole.TICKET})
    while delivery.ready() and delivery.print_next():
        pass
    assert [spool.state(1), spool.state(2)] == [JobState.QUEUED, JobState.CONFIRMED]
    assert delivery.state().waiting == 0


def test_what_waits_is_diverted_from_a_printer_in_trouble_and_not_from_one_that_finishes_a_sheet(
    tmp_path: Path,
) -> None:
    spool = ListSpool(job(1), job(2))
    with PtyPrinter(SimulatedPrinter()) as served:
        printer = open_printer(served.name, "generic58", tmp_path)
        assert spool.claim_next(Share(printer=printer.name, roles=ALL)) is not None
        delivery = Delivery(spool, printer, ALL, fallback="virtual")
        delivery.recover()
        served.printer.resting = True
        assert not delivery.ready()
        assert delivery.state().condition is Condition.BUSY
        assert spool.job(2).target == ""
        served.printer.paper = False
        assert not delivery.ready()
        assert spool.job(2).target == "virtual"
