import pytest

from counter_tui.printing.condition import Condition
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.printer_state import PrinterState, document_name
from tests.printing.samples import TICKET, job

NAME = "serial:/dev/ttyUSB0?baud=9600"


def test_silence_says_what_happened_what_is_safe_and_what_to_do() -> None:
    assert PrinterState(NAME, Condition.SILENT, 1, job()).sentence == (
        "Printer tidak menjawab. Resi A-027 tersimpan, belum tercetak; antrean tetap jalan. "
        "Periksa kabel dan lampunya."
    )


def test_several_waiting_jobs_are_counted() -> None:
    assert PrinterState(NAME, Condition.PAPER_OUT, 2, job()).sentence == (
        "Kertas habis. 2 cetakan tersimpan. Pasang gulungan baru; sisanya keluar sendiri."
    )


def test_paper_near_its_end_asks_for_a_roll_and_counts_no_job_as_waiting() -> None:
    assert PrinterState(NAME, Condition.NEAR_END, 1, job()).sentence == (
        "Kertas hampir habis. Antrean tetap jalan. Siapkan gulungan baru."
    )


def test_a_doubtful_job_sends_the_officer_to_the_printer() -> None:
    assert PrinterState(NAME, Condition.UNCERTAIN, 0, job(paper=TICKET)).sentence == (
        "Belum pasti apakah nomor A-007 sudah keluar. Datanya aman. Lihat printer, lalu tekan 0."
    )


@pytest.mark.parametrize("document", list(KINDS))
def test_every_paper_has_a_name_within_a_sentence(document: str) -> None:
    named = document_name(document)
    assert named == named.lower() != document


@pytest.mark.parametrize("condition", list(Condition))
def test_every_condition_has_a_word_and_every_trouble_a_sentence(condition: Condition) -> None:
    state = PrinterState(NAME, condition)
    assert state.word
    assert bool(state.sentence) is not condition.calm
