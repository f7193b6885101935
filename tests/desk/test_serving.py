from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store import queries
from tests.desk.office import Office, another_counter
from tests.refusal import refused


def test_a_stage_straight_from_called_records_the_start_as_implied(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    before = len(office.events())

    view = office.desk.complete("document_check")

    fresh = office.events()[before:]
    assert [event.type for event in fresh] == [
        "ticket.started",
        "ticket.stage_completed",
        "application.stage_completed",
    ]
    assert fresh[0].data["implied"] is True
    assert [event.data.get("cause") for event in fresh[1:]] == [fresh[0].id] * 2
    assert view.event == fresh[1].id


def test_the_visit_closes_by_itself_and_the_number_waits_for_the_next_one(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.start()

    view = office.desk.complete_current()

    assert (view.status, view.visit) == ("waiting", 2)
    assert office.desk.counter_view().current is None


def test_interview_and_biometrics_may_be_done_in_either_order(office: Office) -> None:
    ticket = office.served()
    office.desk.call(ticket)

    first = office.desk.complete("biometrics")
    second = office.desk.complete("interview")

    assert (first.status, second.status) == ("serving", "finished")
    assert {stage.key: stage.done for stage in second.stages} == {
        "document_check": True,
        "interview": True,
        "biometrics": True,
    }


def test_done_completes_all_that_is_left_of_the_visit(office: Office) -> None:
    ticket = office.served()
    office.desk.call(ticket)
    office.desk.complete("interview")

    assert office.desk.done().status == "finished"


def test_a_stage_is_completed_once(office: Office) -> None:
    office.desk.call(office.served())
    office.desk.complete("interview")

    with refused("already_done"):
        office.desk.complete("interview")


def test_a_stage_of_another_visit_is_refused(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("not_this_visit"):
        office.desk.complete("interview")


def test_nothing_is_served_at_an_empty_counter(office: Office) -> None:
    with refused("nothing_in_hand"):
        office.desk.start()


def test_a_family_on_one_number_completes_the_stage_for_each_application(office: Office) -> None:
    people = [ApplicantDraft("Siti Maulana"), ApplicantDraft("Agus Wibowo")]
    family = office.desk.issue("paspor_baru", applicants=people)
    office.desk.call_next()
    office.desk.done()

    with office.store.read() as conn:
        files = queries.applications_of(conn, family.id)
    assert [list(one.stages) for one in files] == [["document_check"]] * 2


def test_a_held_number_is_taken_back_where_it_was(office: Office) -> None:
    ticket = office.served()
    office.desk.call(ticket)
    office.desk.complete("interview")

    held = office.desk.hold("photocopy")
    assert [(row.number, row.reason) for row in office.desk.counter_view().held] == [
        (held.number, "fotokopi KTP")
    ]

    assert office.desk.resume().status == "serving"


def test_holding_needs_a_known_reason(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("reason"):
        office.desk.hold("because Hartini said so")


def test_with_several_held_one_must_be_chosen(office: Office) -> None:
    for _ in range(2):
        office.desk.issue("paspor_baru")
        office.desk.call_next()
        office.desk.hold("other")

    with refused("several_held"):
        office.desk.resume()


def test_resuming_with_nothing_held_is_refused(office: Office) -> None:
    with refused("nothing_held"):
        office.desk.resume()


def test_a_transfer_to_payment_inserts_that_visit(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    moved = office.desk.transfer("payment")

    assert moved.status == "transferred"
    assert [row.stage for row in office.desk.counter_view().waiting] == ["payment"]
    office.desk.call_next()
    assert office.desk.done().paid


def test_a_transfer_to_another_service_takes_its_route(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    moved = office.desk.transfer("service:alih_status")

    assert moved.service == "alih_status"
    assert [stage.key for stage in moved.stages] == ["document_check", "biometrics"]


def test_a_number_sent_to_the_supervisor_is_not_called_by_a_counter(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.transfer("supervisor")

    with refused("nobody_waiting"):
        office.desk.call_next()
    assert [(count.stage, count.waiting) for count in office.desk.counter_view().others] == [
        ("supervisor", 1)
    ]


def test_a_number_sent_to_another_counter_is_that_counter_s_to_call(office: Office) -> None:
    device = another_counter(office)
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    moved = office.desk.transfer("5")

    with refused("foreign"):
        office.desk.call(moved.id)
    with office.store.read() as conn:
        state = queries.ticket(conn, moved.id)
    assert state is not None
    assert (state.authority.id, state.status) == (device, "transferred")


def test_a_number_is_not_sent_where_no_counter_works(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("unknown_destination"):
        office.desk.transfer("stage:lamination")


def test_transfer_choices_show_how_many_wait_and_not_the_present_stage(office: Office) -> None:
    for _ in range(2):
        office.served()
    office.desk.issue("paspor_baru")
    office.desk.call_next(1)

    stages = {
        one.code: one.waiting for one in office.desk.transfer_choices() if one.code.startswith("stage:")
    }

    assert stages == {"stage:interview": 2, "stage:biometrics": 0, "stage:payment": 0}


def test_an_unknown_destination_is_refused(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("unknown_destination"):
        office.desk.transfer("kantin")


def test_another_outcome_ends_the_number_and_its_application(office: Office) -> None:
    view = office.desk.issue("paspor_baru")
    office.desk.call_next()

    ended = office.desk.conclude("incomplete", "missing_document")

    assert ended.status == "finished"
    with office.store.read() as conn:
        file = queries.application(conn, view.applications[0])
    assert file is not None
    assert (file.status, file.reason) == ("incomplete", "missing_document")


def test_an_outcome_needs_one_of_its_own_reasons(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("reason"):
        office.desk.conclude("refused", "missing_document")
    with refused("outcome"):
        office.desk.conclude("lost", "other")


def test_cancelling_withdraws_a_walk_in_s_application(office: Office) -> None:
    view = office.desk.issue("paspor_baru")

    cancelled = office.desk.cancel("left", view.id)

    assert cancelled.status == "cancelled"
    with office.store.read() as conn:
        file = queries.application(conn, view.applications[0])
    assert file is not None
    assert file.status == "withdrawn"


def test_a_closed_number_cannot_be_cancelled(office: Office) -> None:
    ticket = office.interviewed()

    with refused("is_finished"):
        office.desk.cancel("left", ticket)


def test_a_counter_is_paused_and_closed_only_when_empty(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    with refused("in_hand"):
        office.desk.pause_counter()
    office.desk.done()

    assert office.desk.pause_counter().state == "paused"
    assert office.desk.open_counter().state == "open"
    assert office.desk.close_counter().state == "closed"


def test_serving_every_visit_is_written_as_everything(office: Office) -> None:
    everything = [(one.service, one.visit) for one in office.desk.serve_choices()]
    office.desk.change_serves(everything[:1])
    office.desk.change_serves(everything)

    assert office.events()[-1].data["serves"] == []
    assert all(one.served for one in office.desk.serve_choices())


def test_only_a_supervisor_calls_a_number_that_was_sent_to_one(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    office.desk.transfer("supervisor", ticket)
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    office.desk.add_officer("sari", "Sari Dewanti", ["supervisor"], "654321")
    office.desk.login("rudi", "654321")
    with refused("not_allowed"):
        office.desk.call(ticket)

    office.desk.login("sari", "654321")

    assert office.desk.call(ticket).status == "called"


def test_payment_is_recorded_once_whenever_it_comes_and_undo_takes_it_back(office: Office) -> None:
    ticket = office.interviewed()

    assert office.desk.paid().paid
    with refused("nothing_to_pay"):
        office.desk.paid(ticket)
    office.desk.undo()

    assert not office.desk.ticket(ticket).paid


def test_a_closed_counter_opens_when_its_officer_sits_down(office: Office) -> None:
    office.desk.close_counter()
    desk = office.new_desk()
    desk.take_seat()
    assert desk.counter_view().state == "open"


def test_a_paused_counter_stays_paused_when_its_officer_comes_back(office: Office) -> None:
    office.desk.open_counter()
    office.desk.pause_counter()
    office.desk.take_seat()
    assert office.desk.counter_view().state == "paused"


def test_sitting_down_before_the_day_is_opened_changes_nothing(office: Office) -> None:
    office.desk.close_counter()
    office.desk.close_day()
    before = len(office.events())
    office.desk.take_seat()
    assert len(office.events()) == before
