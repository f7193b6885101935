"""What an officer does about a print job leaves one event, and never an unmarked second paper."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole, Share
from counter_tui.core.refusal import Refused
from counter_tui.desk import papers
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.state import JobRow, PrinterView
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office
from tests.refusal import refused

ALL = Share(printer="main", roles=frozenset(PrinterRole))
MAIN = PrinterView("main", "ready", "Printer siap", roles=("slip", "report"), papers="resi, laporan")
GATE = PrinterView("gate", "problem", "Kertas habis", "Kertas habis.", roles=("ticket",), papers="nomor")
DATA: Mapping[str, Any] = {"office": "Kanim Palembang"}
Make = Callable[[Office], None]


@pytest.fixture(autouse=True)
def two_printers(office: Office) -> None:
    """Let this machine have a printer for numbers at the gate, and one for all else."""
    office.printers = (MAIN, GATE)


def ticket(office: Office) -> None:
    office.desk.issue("paspor_baru")


def slip(office: Office) -> None:
    application = office.desk.issue("paspor_baru").applications[0]
    office.clock.forward(seconds=1)
    office.desk.slip(application=application)


def paper(document: str, role: PrinterRole) -> Make:
    def make(office: Office) -> None:
        post = office.desk._post
        with post.step(Duty.SERVE) as step:
            papers.order(post, step, document, DATA, subject="A-001", role=role)

    return make


KINDS = {
    "ticket": ticket,
    "slip": slip,
    "refusal_note": paper("refusal_note", PrinterRole.SLIP),
    "receipt": paper("receipt", PrinterRole.SLIP),
    "partner_receipt": paper("partner_receipt", PrinterRole.REPORT),
    "shift_report": paper("shift_report", PrinterRole.REPORT),
}


def rows(office: Office) -> list[JobRow]:
    """Return the jobs as Cetakan lists them, the newest first."""
    return list(office.desk.state_view().jobs)


def newest(office: Office, state: JobState) -> JobRow:
    """Bring the newest job to a state as a printer does, and return it."""
    job = rows(office)[0].id
    spool = StoredSpool(office.store)
    while spool.claim_next(ALL):
        pass
    for claimed in spool.jobs({JobState.SENDING}):
        spool.settle(claimed.id, state if claimed.id == job else JobState.CONFIRMED)
    office.clock.forward(seconds=1)
    return next(row for row in rows(office) if row.id == job)


def self_test(office: Office) -> None:
    page = Job(id="page", at=1, document="self_test", data={}, subject="", role=PrinterRole.REPORT)
    with office.store.write() as tx:
        tx.enqueue(page)


@pytest.mark.parametrize("document", KINDS)
def test_every_document_that_did_not_come_out_is_printed_again_as_a_marked_copy(
    office: Office, document: str
) -> None:
    KINDS[document](office)
    lost = newest(office, JobState.UNCONFIRMED)
    office.desk.print_job_again(lost.id)
    copy = rows(office)[0]
    event = office.events()[-1]
    assert (copy.document, copy.copy, copy.state) == (document, 1, "queued")
    assert (event.data["copy"], event.data["reason"], bool(event.actor)) == (1, "not_printed", True)
    replaced = next(row for row in rows(office) if row.id == lost.id)
    assert (replaced.state, replaced.note, replaced.open) == ("failed", "reprinted", False)
    with refused("job_not_ended"):
        office.desk.print_job_again(lost.id)


@pytest.mark.parametrize("document", KINDS)
def test_a_paper_that_came_out_is_copied_for_a_reason_only(office: Office, document: str) -> None:
    KINDS[document](office)
    done = newest(office, JobState.CONFIRMED)
    before = office.types()
    with refused("reason"):
        office.desk.print_job_again(done.id)
    assert office.types() == before
    office.desk.print_job_again(done.id, "requested")
    assert [row.copy for row in rows(office) if row.document == document] == [1, 0]
    assert office.events()[-1].data["reason"] == "requested"
    assert next(row for row in rows(office) if row.id == done.id).state == "confirmed"


@pytest.mark.parametrize("document", KINDS)
@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.UNCONFIRMED])
def test_giving_a_paper_up_is_an_event_with_officer_and_reason(
    office: Office, document: str, state: JobState
) -> None:
    KINDS[document](office)
    job = newest(office, state) if state is not JobState.QUEUED else rows(office)[0]
    office.desk.discard_job(job.id, "not_needed")
    event, actor = office.events()[-1], office.desk.officer()
    assert actor is not None
    assert (event.type, event.actor, event.data["document"], event.data["reason"]) == (
        "paper.discarded",
        actor.id,
        document,
        "not_needed",
    )
    given_up = next(row for row in rows(office) if row.id == job.id)
    assert (given_up.state, given_up.note, given_up.reason) == (
        "failed",
        "discarded",
        "tidak diperlukan lagi",
    )


@pytest.mark.parametrize("document", KINDS)
def test_who_saw_a_paper_come_out_is_an_event(office: Office, document: str) -> None:
    KINDS[document](office)
    job = newest(office, JobState.UNCONFIRMED)
    office.desk.job_came_out(job.id)
    event, actor = office.events()[-1], office.desk.officer()
    assert actor is not None
    said = (event.type, event.actor, event.data["document"], event.data["copy"])
    assert said == ("paper.came_out", actor.id, document, 0)
    assert next(row for row in rows(office) if row.id == job.id).state == "confirmed"


def test_nothing_is_given_up_without_a_reason(office: Office) -> None:
    ticket(office)
    job, before = rows(office)[0], office.types()
    with refused("reason"):
        office.desk.discard_job(job.id, "")
    assert (rows(office)[0].state, office.types()) == ("queued", before)


def test_undo_after_a_paper_takes_back_nothing_that_came_before_it(office: Office) -> None:
    ticket(office)
    office.clock.forward(seconds=1)
    office.desk.discard_job(rows(office)[0].id, "spoiled")
    before = office.types()
    with refused("not_undoable"):
        office.desk.undo()
    assert office.types() == before


def test_a_test_page_is_given_up_without_an_event(office: Office) -> None:
    self_test(office)
    before = office.types()
    office.desk.discard_job("page", "spoiled")
    assert (rows(office)[0].note, office.types()) == ("discarded", before)


def test_a_test_page_has_no_copies(office: Office) -> None:
    self_test(office)
    newest(office, JobState.UNCONFIRMED)
    with refused("unknown_paper"):
        office.desk.print_job_again("page")


def test_what_is_being_printed_is_neither_given_up_nor_moved_nor_copied(office: Office) -> None:
    ticket(office)
    job = rows(office)[0].id
    StoredSpool(office.store).claim_next(ALL)
    with refused("job_not_open"):
        office.desk.discard_job(job, "not_needed")
    with refused("job_not_waiting"):
        office.desk.move_job(job, "gate")
    with refused("job_not_ended"):
        office.desk.print_job_again(job, "lost")


def test_the_paper_of_an_undone_number_is_not_printed_again(office: Office) -> None:
    ticket(office)
    job = newest(office, JobState.UNCONFIRMED)
    office.desk.undo()
    with refused("paper_void"):
        office.desk.print_job_again(job.id)


def test_of_an_undone_paper_that_is_out_nobody_is_told_to_give_it_up(office: Office) -> None:
    ticket(office)
    job = newest(office, JobState.CONFIRMED)
    office.desk.undo()
    with pytest.raises(Refused, match="sudah tidak berlaku"):
        office.desk.print_job_again(job.id, "lost")


def test_a_job_waits_for_the_printer_of_its_role_until_it_is_moved(office: Office) -> None:
    ticket(office)
    job = rows(office)[0]
    assert job.printer == "gate"
    office.desk.move_job(job.id, "main")
    moved = rows(office)[0]
    assert (moved.printer, moved.state, moved.copy) == ("main", "queued", 0)


def test_a_doubtful_paper_moves_as_a_marked_copy_to_the_chosen_printer(office: Office) -> None:
    ticket(office)
    doubtful = newest(office, JobState.UNCONFIRMED)
    office.desk.move_job(doubtful.id, "main")
    copy, before = rows(office)[0], next(row for row in rows(office) if row.id == doubtful.id)
    assert (copy.printer, copy.copy, copy.state) == ("main", 1, "queued")
    assert (before.state, before.note) == ("failed", "reprinted")


def test_an_unknown_printer_takes_nothing(office: Office) -> None:
    ticket(office)
    with refused("unknown_printer"):
        office.desk.move_job(rows(office)[0].id, "the neighbour's")
    assert rows(office)[0].printer == "gate"


def test_the_status_line_names_the_gravest_printer_and_what_it_prints(office: Office) -> None:
    shown = office.desk.status_view().printer
    assert (shown.word, shown.sentence) == ("Kertas habis", "Printer nomor: Kertas habis.")
    office.printers = (MAIN,)
    assert office.desk.status_view().printer == MAIN
    office.printers = ()
    assert office.desk.status_view().printer.state == "none"


def test_jobs_that_wait_for_somebody_are_listed_however_many_came_after(office: Office) -> None:
    ticket(office)
    doubtful = newest(office, JobState.UNCONFIRMED)
    for _ in range(120):
        office.clock.forward(seconds=1)
        paper("receipt", PrinterRole.SLIP)(office)
    newest(office, JobState.CONFIRMED)
    assert (len(rows(office)), rows(office)[-1].id) == (101, doubtful.id)
