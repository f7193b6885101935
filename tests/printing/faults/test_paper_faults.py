"""Paper, cover and printer errors, at rest and within a slip."""

import pytest

from counter_tui.core.print_job import JobState
from counter_tui.printing.condition import Condition
from counter_tui.printing.memory import Known
from tests.printing.cable import Cable
from tests.printing.faults.conftest import MakeCounter
from tests.printing.faults.counter import Counter

WITHIN = 150
"""Bytes into a slip: its number is on paper, its code is not."""


def test_jobs_wait_for_paper_and_then_come_out_by_themselves(counter: Counter) -> None:
    counter.paper.paper = False
    counter.shows(Condition.PAPER_OUT)
    counter.order(2, 3)
    counter.says("Kertas habis. 2 cetakan tersimpan. Pasang gulungan baru; sisanya keluar sendiri.")
    counter.paper.paper = True
    counter.reaches(3, JobState.CONFIRMED)


def test_paper_out_is_noticed_without_a_job_and_so_is_the_new_roll(counter: Counter) -> None:
    counter.paper.paper = False
    counter.says("Kertas habis. Antrean tetap jalan. Pasang gulungan baru; sisanya keluar sendiri.")
    counter.paper.paper = True
    counter.shows(Condition.READY)


def test_a_slip_that_ran_out_of_paper_and_came_out_with_the_new_roll_is_confirmed_late(
    counter: Counter,
) -> None:
    counter.begin(2, 3, after=WITHIN, what=lambda: setattr(counter.paper, "paper", False))
    counter.reaches(2, JobState.UNCONFIRMED)
    assert counter.job(2).note == "paper_out"
    assert counter.job(3).state is JobState.QUEUED
    counter.paper.paper = True
    counter.reaches(3, JobState.CONFIRMED)
    assert counter.job(2).state is JobState.CONFIRMED


def test_the_line_is_kept_for_a_late_answer_though_nothing_waits(counter: Counter) -> None:
    counter.begin(2, after=WITHIN, what=lambda: setattr(counter.paper, "paper", False))
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.PAPER_OUT)
    counter.paper.paper = True
    counter.reaches(2, JobState.CONFIRMED)
    counter.shows(Condition.READY)


def test_a_slip_that_the_printer_lost_when_it_was_switched_off_for_the_roll_stays_doubtful(
    counter: Counter,
) -> None:
    counter.begin(2, 3, after=WITHIN, what=lambda: setattr(counter.paper, "paper", False))
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.shows(Condition.PAPER_OUT)
    counter.paper.switch_off()
    counter.shows(Condition.SILENT)
    counter.paper.paper = counter.paper.on = True
    counter.reaches(3, JobState.CONFIRMED)
    counter.says("Belum pasti apakah resi A-002 sudah keluar. Datanya aman. Lihat printer, lalu tekan 0.")
    assert counter.job(2).state is JobState.UNCONFIRMED


def test_paper_near_its_end_is_shown_while_slips_still_come_out(counter: Counter) -> None:
    counter.paper.near_end = True
    state = counter.shows(Condition.NEAR_END)
    counter.order(2)
    counter.reaches(2, JobState.CONFIRMED)
    assert state.word == "Kertas hampir habis"
    assert state.sentence == "Kertas hampir habis. Antrean tetap jalan. Siapkan gulungan baru."
    counter.paper.near_end = False
    counter.shows(Condition.READY)


def test_a_printer_that_only_reports_tells_in_its_report_that_paper_nears_its_end(
    make_counter: MakeCounter,
    cable: Cable,
) -> None:
    cable.printer.tells = False
    counter = make_counter(known={Known.REPORT})
    counter.meet()
    counter.paper.near_end = True
    counter.order(2)
    counter.reaches(2, JobState.CONFIRMED)
    counter.shows(Condition.NEAR_END)


def test_a_cover_opened_within_a_slip_is_told_and_the_rest_waits(counter: Counter) -> None:
    counter.begin(2, 3, after=WITHIN, what=lambda: setattr(counter.paper, "cover_open", True))
    counter.reaches(2, JobState.UNCONFIRMED)
    counter.says(
        "Tutup printer terbuka. Resi A-003 tersimpan, belum tercetak; antrean tetap jalan. "
        "Tutup printernya; sisanya keluar sendiri."
    )
    counter.paper.cover_open = False
    counter.reaches(3, JobState.CONFIRMED)


@pytest.mark.parametrize(
    ("error", "condition", "sentence"),
    [
        (0x08, Condition.JAMMED, "Pemotong atau kertas printer macet."),
        (0x20, Condition.BROKEN, "Printer melaporkan kerusakan."),
        (0x40, Condition.HOT, "Kepala cetak terlalu panas."),
    ],
)
def test_an_error_of_the_printer_is_told_and_jobs_wait_for_its_end(
    counter: Counter, error: int, condition: Condition, sentence: str
) -> None:
    counter.paper.error = error
    counter.order(2)
    state = counter.shows(condition)
    assert state.sentence.startswith(sentence)
    counter.paper.error = 0
    counter.reaches(2, JobState.CONFIRMED)
