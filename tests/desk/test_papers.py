"""A paper beside ticket and slip is ordered and copied with events, its job in the same step."""

from collections.abc import Mapping
from typing import Any

import pytest

from counter_tui.core.print_job import Job, JobState, PrinterRole
from counter_tui.desk import papers
from counter_tui.desk.duties import Duty
from counter_tui.desk.post import Post
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office
from tests.refusal import refused

DATA: Mapping[str, Any] = {"office": "Kanim Palembang", "number": "A-007"}


def post_of(office: Office) -> Post:
    return office.desk._post


def ordered(office: Office) -> Job:
    """Order the receipt of an application in a step of its own."""
    with post_of(office).step(Duty.SERVE) as step:
        return papers.order(
            post_of(office),
            step,
            "receipt",
            DATA,
            subject="A-007",
            role=PrinterRole.SLIP,
            cause="handover",
            ticket="t1",
            application="a1",
        )


def copied(office: Office, job: Job, reason: str = "lost") -> Job:
    with post_of(office).step(Duty.SERVE) as step:
        return papers.again(post_of(office), step, job, reason)


def test_an_ordered_paper_is_an_event_and_a_queued_original(office: Office) -> None:
    job = ordered(office)
    event = office.events()[-1]
    assert (event.type, event.stream.partition("/")[0], event.data) == (
        "paper.printed",
        "paper",
        {
            "document": "receipt",
            "subject": "A-007",
            "ticket": "t1",
            "application": "a1",
            "copy": 0,
            "reason": "",
            "counter": "3",
            "cause": "handover",
        },
    )
    assert StoredSpool(office.store).jobs([JobState.QUEUED]) == [job]
    assert (job.event, job.copy, job.data) == (event.id, 0, DATA)


def test_every_copy_has_its_number_its_reason_and_its_officer(office: Office) -> None:
    first = ordered(office)
    second = copied(office, first)
    third = copied(office, second, "unreadable")
    told = [(event.data["copy"], event.data["reason"], event.actor) for event in office.events()[-3:]]
    actor = office.desk.officer()
    assert actor is not None
    assert told == [(0, "", actor.id), (1, "lost", actor.id), (2, "unreadable", actor.id)]
    assert [job.copy for job in (first, second, third)] == [0, 1, 2]
    assert len({event.stream for event in office.events()[-3:]}) == 1


def test_a_copy_needs_a_known_reason_and_leaves_nothing_without_one(office: Office) -> None:
    job = ordered(office)
    before = office.types()
    with refused("reason"):
        copied(office, job, "because I say so")
    assert (office.types(), len(StoredSpool(office.store).jobs([JobState.QUEUED]))) == (before, 1)


def test_a_paper_taken_back_with_its_step_is_not_copied(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    with post_of(office).step(Duty.SERVE) as step:
        step.on_ticket(ticket, "priority_changed", priority="lansia")
        job = papers.order(post_of(office), step, "receipt", DATA, subject="A-007", role=PrinterRole.SLIP)
    office.desk.undo(ticket)
    with refused("paper_void"):
        copied(office, job)


def test_a_paper_whose_first_copy_was_taken_back_after_a_second_one_is_void_too(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    with post_of(office).step(Duty.SERVE) as step:
        step.on_ticket(ticket, "priority_changed", priority="lansia")
        job = papers.order(post_of(office), step, "receipt", DATA, subject="A-007", role=PrinterRole.SLIP)
    copied(office, job)
    office.desk.undo(ticket)
    with refused("paper_void"):
        copied(office, job)


def test_a_paper_of_no_known_event_is_not_copied(office: Office) -> None:
    stray = Job(id="j", at=1, document="self_test", data={}, subject="", role=PrinterRole.REPORT)
    with refused("unknown_paper"):
        copied(office, stray)


@pytest.mark.parametrize("copies", [0, 2])
def test_a_rebuilt_store_still_knows_the_number_of_the_next_copy(office: Office, copies: int) -> None:
    job = ordered(office)
    for _ in range(copies):
        job = copied(office, job)
    office.store.rebuild()
    assert copied(office, job).copy == copies + 1
