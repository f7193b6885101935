"""The line: off, pulled, stalled, held back, at the wrong speed, and a printer that says too little."""

from collections.abc import Callable

import pytest

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from tests.printing.cable import Cable
from tests.printing.faults.conftest import MakeCounter
from tests.printing.faults.counter import Counter

Act = Callable[[], None]
WITHIN = 150
"""Bytes into a slip: its number is on paper, its code is not."""


def test_jobs_wait_for_a_printer_that_is_off(counter: Counter) -> None:
    counter.paper.switch_off()
    counter.order(2)
    counter.says(
        "Printer tidak menjawab. Resi A-002 tersimpan, belum tercetak; antrean tetap jalan. "
        "Periksa kabel dan lampunya."
    )
    counter.paper.on = True
    counter.reaches(2, JobState.CONFIRMED)


def test_a_slip_within_which_the_printer_went_off_is_doubtful_and_the_rest_follows(
    counter: Counter,
) -> None:
    counter.begin(2, 3, after=WITHIN, what=counter.paper.switch_off)
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.SILENT)
    counter.paper.on = True
    counter.reaches(3, JobState.CONFIRMED)
    assert counter.job(2).state is JobState.UNCONFIRMED


def test_the_noise_of_a_printer_going_off_is_not_taken_for_its_report(counter: Counter) -> None:
    def go_off() -> None:
        counter.paper.switch_off()
        counter.cable.send(b"\x00")

    counter.begin(2, after=WITHIN, what=go_off)
    counter.reaches(2, JobState.UNCONFIRMED)


def test_a_cable_pulled_within_a_slip_leaves_it_doubtful_and_the_rest_comes_out_when_it_is_back(
    counter: Counter,
) -> None:
    counter.begin(2, 3, after=WITHIN, what=counter.cable.pull)
    counter.reaches(2, JobState.UNCONFIRMED)
    assert counter.job(2).note == "missing"
    counter.says(
        f"{counter.cable.ports}/ttyUSB0 tidak ada. "
        "Resi A-003 tersimpan, belum tercetak; antrean tetap jalan. Pasang kembali kabelnya."
    )
    counter.cable.plug("ttyUSB0")
    counter.reaches(3, JobState.CONFIRMED)
    assert counter.job(2).state is JobState.UNCONFIRMED


def test_what_the_kernel_took_and_nobody_read_is_not_believed(counter: Counter) -> None:
    counter.begin(2, 3, after=WITHIN, what=lambda: setattr(counter.cable, "stalled", True))
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.SILENT)
    counter.cable.stalled = False
    counter.reaches(3, JobState.CONFIRMED)


@pytest.mark.parametrize("flow", ["rtscts", "xonxoff"])
def test_jobs_wait_for_a_printer_that_never_lets_data_come(make_counter: MakeCounter, flow: str) -> None:
    counter = make_counter(f"&flow={flow}")
    counter.meet()
    stop, go = flows(counter, flow)
    stop()
    counter.order(2)
    counter.says(
        "Printer belum mau menerima data. Resi A-002 tersimpan, belum tercetak; antrean tetap jalan. "
        "Lihat kertas, tutup dan lampunya, lalu kabel datanya."
    )
    go()
    counter.reaches(2, JobState.CONFIRMED)


@pytest.mark.parametrize("flow", ["rtscts", "xonxoff"])
def test_a_slip_held_back_in_its_middle_for_good_is_doubtful(make_counter: MakeCounter, flow: str) -> None:
    counter = make_counter(f"&flow={flow}")
    counter.meet()
    stop, go = flows(counter, flow)
    counter.begin(2, 3, after=WITHIN, what=stop)
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.HELD)
    go()
    counter.reaches(3, JobState.CONFIRMED)


def test_a_slip_held_back_for_a_moment_is_confirmed(make_counter: MakeCounter) -> None:
    counter = make_counter("&flow=xonxoff")
    counter.meet()

    def pause() -> None:
        counter.cable.xoff()
        counter.cable.xon()

    counter.begin(2, after=WITHIN, what=pause)
    counter.reaches(2, JobState.CONFIRMED)


def test_flow_control_that_nobody_configured_is_not_taken_for_an_answer(counter: Counter) -> None:
    def pause() -> None:
        counter.paper.reports = False
        counter.cable.xoff()
        counter.cable.xon()

    counter.begin(2, after=WITHIN, what=pause)
    counter.reaches(2, JobState.UNCONFIRMED)


def test_answers_that_no_printer_gives_tell_of_a_wrong_speed_and_nothing_is_printed(
    make_counter: MakeCounter,
    cable: Cable,
) -> None:
    cable.printer.garbled = True
    counter = make_counter()
    counter.order(1)
    counter.says(
        "Jawaban printer tidak terbaca. Resi A-001 tersimpan, belum tercetak; antrean tetap jalan. "
        "Samakan baud pada nama printer dengan setelan printernya."
    )
    counter.paper.garbled = False
    counter.reaches(1, JobState.CONFIRMED)


def test_a_wrong_speed_without_an_answer_is_silence_for_a_printer_that_has_answered(counter: Counter) -> None:
    counter.paper.speaks = False
    counter.order(2)
    counter.says(
        "Printer tidak menjawab. Resi A-002 tersimpan, belum tercetak; antrean tetap jalan. "
        "Periksa kabel dan lampunya."
    )
    counter.paper.speaks = True
    counter.reaches(2, JobState.CONFIRMED)


def test_a_printer_that_never_answers_ends_at_sent_and_nobody_is_asked(
    make_counter: MakeCounter, cable: Cable
) -> None:
    cable.printer.speaks = False
    counter = make_counter()
    counter.order(1, 2)
    counter.reaches(2, JobState.SENT)
    counter.shows(Condition.READY)
    assert {state.sentence for state in counter.shown} == {""}


def test_a_printer_without_reports_takes_its_first_job_at_once_and_ends_at_sent(
    make_counter: MakeCounter,
    cable: Cable,
) -> None:
    cable.printer.reports = False
    counter = make_counter()
    counter.order(1, 2)
    counter.reaches(2, JobState.SENT)
    assert {state.condition for state in counter.shown} <= {Condition.READY, Condition.BUSY}


def test_a_report_that_comes_after_all_confirms_its_own_slip_and_not_the_next(counter: Counter) -> None:
    counter.begin(2, 3, after=WITHIN, what=lambda: setattr(counter.paper, "resting", True))
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.paper.resting = False
    counter.reaches(3, JobState.CONFIRMED)
    assert counter.job(2).state is JobState.CONFIRMED


def flows(counter: Counter, flow: str) -> tuple[Act, Act]:
    if flow == "rtscts":
        return counter.cable.hold, counter.cable.release
    return counter.cable.xoff, counter.cable.xon
