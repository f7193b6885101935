"""A slip is printed once; every copy bears the same token, and the promise is the office's own."""

import pytest

from counter_tui.core.slip import expiry, make_token
from tests.desk.office import BOOKINGS, HARTINI, Office
from tests.refusal import refused


def test_a_slip_is_printed_once_and_every_copy_carries_the_same_token(office: Office) -> None:
    application, text = office.slipped()
    with refused("reason"):
        office.desk.slip(application=application)

    copy = office.desk.slip("lost", application=application)

    assert (copy.copy, copy.text) == (1, text)
    printed = [event for event in office.events() if event.type == "application.slip_printed"]
    assert [event.data["copy"] for event in printed] == [0, 1]
    assert printed[1].data["reason"] == "lost"


def test_the_slip_s_event_and_its_job_are_one_commit(office: Office) -> None:
    slip = office.desk.slip(ticket=office.interviewed())

    job = next(job for job in office.desk.state_view().jobs if job.id == slip.job)
    assert (job.document, job.subject, job.state) == ("slip", "A-001", "queued")
    assert 0 < slip.bytes <= 560


def test_the_promised_date_counts_working_days_from_the_interview(office: Office) -> None:
    slip = office.desk.slip(ticket=office.interviewed())

    assert slip.promised == "2024-09-20"  # Saturday 14 Sep, Maulid on Monday the 16th


def test_an_office_s_own_holiday_moves_the_promised_date(office: Office) -> None:
    office.setting("holidays", {"2024-09-17": True})

    assert office.desk.slip(ticket=office.interviewed()).promised == "2024-09-23"


@pytest.mark.parametrize("value", [{"17/9": True}, {"2024-09-17": "ya"}, 3, ["2024-09-17"]])
def test_an_office_s_list_that_holds_no_days_moves_none(office: Office, value: object) -> None:
    office.setting("holidays", value)

    assert office.desk.slip(ticket=office.interviewed()).promised == "2024-09-20"


def test_a_service_without_a_promise_prints_a_slip_without_a_date(office: Office) -> None:
    ticket = office.desk.issue("paspor_hilang_rusak").id

    slip = office.desk.slip(ticket=ticket)

    assert slip.promised == ""
    assert slip.bytes > 0


def test_without_a_ticket_the_slip_is_of_the_last_number_here_even_after_a_restart(office: Office) -> None:
    office.interviewed()

    assert office.new_desk().slip().number == "A-001"


def test_a_family_s_slips_come_one_after_another(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    family = office.desk.check_in(HARTINI, family=["MP958740728"])

    slips = [office.desk.slip(ticket=family.id) for _ in family.applications]

    assert [slip.application for slip in slips] == list(family.applications)
    assert [slip.copy for slip in slips] == [0, 0]


def test_a_pickup_number_has_no_slip(office: Office) -> None:
    ticket = office.desk.issue("pengambilan").id

    with refused("no_application"):
        office.desk.slip(ticket=ticket)


def test_a_forged_slip_is_refused(office: Office) -> None:
    _application, text = office.slipped()
    forged = text[:-1] + ("A" if text[-1] != "A" else "B")

    assert not office.desk.verify(forged).valid
    assert office.desk.pickup_card(forged).answer == "refused"
    assert office.desk.pickup_card("halo dunia").sentence.startswith("Ini bukan resi.")


def test_a_slip_of_another_office_is_refused(office: Office) -> None:
    application, _text = office.slipped()
    foreign = make_token(application, "BLI", expiry(office.clock()), bytes(range(32)))

    assert office.desk.verify(foreign).reason == "other_office"


def test_with_automatic_slips_the_last_stage_prints_and_undo_takes_both_back(office: Office) -> None:
    office.setting("auto_slip", True)
    ticket = office.interviewed()
    printed = [event for event in office.events() if event.type == "application.slip_printed"]
    assert len(printed) == 1

    office.desk.undo()

    view = office.desk.counter_view().current
    assert view is not None
    assert (view.id, view.slip_copies) == (ticket, 0)
    assert office.desk.verify(printed[0].data["token"]).reason == "void"
