from typing import Any

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.desk import paper_words, reasons
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office
from tests.refusal import refused


def notes(office: Office) -> list[Job]:
    jobs = StoredSpool(office.store).jobs(list(JobState), 1000)
    return [job for job in jobs if job.document == "refusal_note"]


def ended(office: Office, outcome: str = "incomplete", reason: str = "missing_document", **issue: Any) -> str:
    """Issue and call a number and end it so; return its id."""
    ticket = office.desk.issue(issue.pop("service", "paspor_penggantian"), **issue).id
    office.desk.call(ticket)
    office.desk.conclude(outcome, reason)
    return ticket


@pytest.mark.parametrize(("outcome", "reason"), [("incomplete", "unpaid"), ("refused", "duplicate")])
def test_a_note_comes_with_a_refusal_and_with_missing_documents(
    office: Office, outcome: str, reason: str
) -> None:
    ended(office, outcome, reason)
    (note,) = notes(office)
    words = paper_words.REASONS[outcome][reason]
    assert (note.copy, note.role, note.data["reason"]) == (0, PrinterRole.SLIP, words.id)


@pytest.mark.parametrize(("outcome", "reason"), [("deferred", "bap"), ("withdrawn", "request")])
def test_no_note_comes_with_another_outcome(office: Office, outcome: str, reason: str) -> None:
    ended(office, outcome, reason)
    assert notes(office) == []


def test_the_note_says_what_to_bring_until_when_and_by_which_law_and_masks_the_name(office: Office) -> None:
    ended(office, applicants=[ApplicantDraft("Hartini Purnomo")])
    (note,) = notes(office)
    assert note.data["name"] == "Hartini P."
    assert note.data["bring"].startswith("Bawa berkas yang kurang")
    assert (note.data["until"], note.data["basis"]) == ("2024-10-14", "Permenkumham 8/2014 jo. 18/2022")
    assert (note.data["day"], note.data["time"], note.data["counter"]) == ("2024-09-14", "09.00", "3")


def test_until_when_follows_the_offices_own_limit(office: Office) -> None:
    office.setting("completion_limits", [{"days": 7, "since": "2024-09-01"}, {"days": 30}])
    ended(office)
    assert notes(office)[0].data["until"] == "2024-09-21"


def test_a_refusal_names_nothing_to_complete(office: Office) -> None:
    ended(office, "refused", "incomplete")
    assert (notes(office)[0].data["bring"], notes(office)[0].data["until"]) == ("", "")


def test_a_foreigners_note_speaks_english_too(office: Office) -> None:
    ended(office, service="itas_perpanjangan")
    data = notes(office)[0].data
    assert (data["language"], data["service_en"], data["reason_en"]) == (
        "id+en",
        "Extension of a limited stay permit (ITAS)",
        "a document is missing",
    )


def test_the_note_goes_back_with_the_outcome(office: Office) -> None:
    ended(office)
    office.desk.undo()
    assert [job.state for job in notes(office)] == [JobState.FAILED]
    with refused("no_refusal"):
        office.desk.refusal_note()


def test_an_office_may_print_notes_only_when_asked(office: Office) -> None:
    office.setting("refusal_note", "asked")
    ticket = ended(office)
    assert notes(office) == []
    assert office.desk.ticket(ticket).note_copies == 0
    assert office.desk.refusal_note().copy == 0
    assert [job.copy for job in notes(office)] == [0]


def test_a_further_note_needs_a_reason_and_is_marked(office: Office) -> None:
    ticket = ended(office)
    with refused("reason"):
        office.desk.refusal_note()
    view = office.desk.refusal_note("lost")
    assert (view.copy, view.ticket) == (1, ticket)
    assert "SALINAN 1" in {line.strip() for line in view.paper}
    assert sorted(job.copy for job in notes(office)) == [0, 1]
    assert office.desk.ticket(ticket).note_copies == 2
    assert office.events()[-1].data["reason"] == "lost"


def test_every_member_of_a_family_gets_a_note(office: Office) -> None:
    ended(office, applicants=[ApplicantDraft("Hartini Purnomo"), ApplicantDraft("Yusuf Purnomo")])
    assert sorted(job.data["name"] for job in notes(office)) == ["Hartini P.", "Yusuf P."]


def test_the_next_outcome_of_the_same_number_has_a_note_of_its_own(office: Office) -> None:
    ticket = ended(office)
    office.desk.undo()
    office.clock.forward(minutes=1)
    office.desk.conclude("refused", "duplicate", ticket)
    standing = [job for job in notes(office) if job.state is JobState.QUEUED]
    assert [(job.copy, job.data["outcome"]) for job in standing] == [(0, "Ditolak")]
    assert (office.desk.refusal_note("lost").copy, office.desk.ticket(ticket).note_copies) == (1, 2)


def test_a_number_that_went_well_has_no_note(office: Office) -> None:
    ticket = office.interviewed()
    assert office.desk.ticket(ticket).note_copies is None
    with refused("no_refusal"):
        office.desk.refusal_note(ticket=ticket)


@pytest.mark.parametrize("outcome", paper_words.OUTCOMES)
def test_paper_and_screen_give_the_same_reasons_in_the_same_words(outcome: str) -> None:
    name, words = reasons.outcome_names()[outcome]
    assert paper_words.OUTCOMES[outcome].id == name
    assert {code: both.id for code, both in paper_words.REASONS[outcome].items()} == dict(words)


def test_every_reason_of_missing_documents_says_what_to_bring() -> None:
    assert paper_words.BRING.keys() == paper_words.REASONS["incomplete"].keys()
