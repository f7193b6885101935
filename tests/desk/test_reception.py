from counter_tui.core.event import encode
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store import queries
from tests.desk.office import BOOKINGS, HARTINI, YUSUF, Office
from tests.refusal import refused


def test_numbers_of_a_series_count_up_and_are_printed(office: Office) -> None:
    numbers = [office.desk.issue(service).number for service in ("paspor_baru", "paspor_baru", "alih_status")]

    assert numbers == ["A-001", "A-002", "K-001"]
    jobs = office.desk.state_view().jobs
    assert sorted((job.document, job.subject, job.state) for job in jobs) == [
        ("ticket", "A-001", "queued"),
        ("ticket", "A-002", "queued"),
        ("ticket", "K-001", "queued"),
    ]


def test_a_number_names_everything_its_fold_needs_and_nobody(office: Office) -> None:
    office.desk.issue("paspor_baru", "ibu_hamil", [ApplicantDraft("Siti Maulana", "1671024911941647")])

    issued = next(event for event in office.events() if event.type == "ticket.issued")
    assert issued.data["route"] == [["document_check"], ["interview", "biometrics"]]
    assert issued.data["authority"] == {"kind": "device", "id": "loket3", "epoch": 0}
    assert (issued.data["business_day"], issued.data["priority"]) == ("2024-09-14", "ibu_hamil")
    everything = b"".join(encode(event) for event in office.events())
    assert b"Siti" not in everything
    assert b"1671024911941647" not in everything


def test_a_family_gets_one_number_with_an_application_each(office: Office) -> None:
    family = [ApplicantDraft("Siti Maulana"), ApplicantDraft("Agus Wibowo"), ApplicantDraft()]

    view = office.desk.issue("paspor_baru", applicants=family)

    assert len(view.applications) == 3
    assert view.origin == "datang langsung, belum bayar, 3 pemohon"
    assert [one.full_name for one in office.desk.applicants(view.id)] == ["Siti Maulana", "Agus Wibowo", ""]


def test_unknown_codes_issue_nothing(office: Office) -> None:
    with refused("unknown_service"):
        office.desk.issue("sim_c")
    with refused("unknown_priority"):
        office.desk.issue("paspor_baru", "vip")
    with refused("unknown_product"):
        office.desk.issue("paspor_baru", product="itas")

    assert office.desk.issue("paspor_baru").number == "A-001"


def test_no_number_before_the_business_day_is_opened(office: Office) -> None:
    office.desk.close_day()

    with refused("day_closed"):
        office.desk.issue("paspor_baru")


def test_a_booking_is_checked_in_by_its_code_with_what_it_says(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    view = office.desk.check_in(YUSUF.lower())

    assert (view.service, view.priority, view.paid) == ("paspor_penggantian", "lansia", True)
    assert view.origin == "M-Paspor 08.00, lunas"


def test_a_booking_is_checked_in_once(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    office.desk.check_in(HARTINI)

    with refused("checked_in"):
        office.desk.check_in(HARTINI)
    card = office.desk.check_in_card(HARTINI)
    assert (card.allowed, card.number) == (False, "B-001")


def test_a_booking_whose_number_was_cancelled_may_come_again(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    first = office.desk.check_in(HARTINI)
    office.desk.cancel("mistake", first.id)

    again = office.desk.check_in(HARTINI)

    assert again.number == "B-002"
    assert again.applications == first.applications
    assert again.attention == ""


def test_a_booking_of_another_day_is_taken_with_a_word_about_it(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    office.desk.close_day()
    office.clock.forward(minutes=24 * 60)
    office.desk.open_day()

    card = office.desk.check_in_card(HARTINI)

    assert card.allowed
    assert card.sentence == "Janji ini untuk Sabtu 14 Sep, bukan hari ini."
    assert office.desk.check_in(HARTINI).number == "B-001"


def test_an_unknown_code_is_refused(office: Office) -> None:
    with refused("unknown_booking"):
        office.desk.check_in("MP000000000")


def test_the_reception_lists_the_day_s_bookings_by_slot_with_full_names(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    office.desk.check_in(HARTINI)

    view = office.desk.reception_view()

    assert (len(view.bookings), view.present, view.absent) == (200, 1, 199)
    hartini = next(row for row in view.bookings if row.code == HARTINI)
    assert (hartini.full_name, hartini.number, hartini.service_short) == ("Hartini Purnomo", "B-001", "Ganti")
    assert [row.slot for row in view.bookings] == sorted(row.slot for row in view.bookings)
    late = next(row for row in view.bookings if row.code == YUSUF)
    assert (late.due, late.late_minutes) == (True, 60)
    assert (view.last_number, view.ahead) == ("B-001", 0)
    online = view.quotas[0]
    assert (online.name, online.used, online.left) == ("M-Paspor", 1, 199)


def test_priority_and_service_change_after_issue(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id

    assert office.desk.change_priority("lansia", ticket).priority == "lansia"
    assert office.desk.change_priority(None, ticket).priority is None
    changed = office.desk.change_service("percepatan", None, ticket)
    assert (changed.number, changed.service) == ("A-001", "percepatan")


def test_a_number_printed_again_is_a_marked_copy_with_its_reason(office: Office) -> None:
    office.desk.issue("paspor_baru")
    with refused("reason"):
        office.desk.reprint_ticket("")

    office.clock.forward(seconds=1)
    office.desk.reprint_ticket("lost")

    assert [job.copy for job in office.desk.state_view().jobs if job.document == "ticket"] == [1, 0]
    printed = next(event for event in office.events() if event.type == "ticket.printed")
    assert printed.data["reason"] == "lost"


def test_what_the_document_check_learns_becomes_a_record(office: Office) -> None:
    view = office.desk.issue("paspor_baru")

    learned = ApplicantDraft("Siti Maulana", "1671024911941647", "1994-11-10", "P")
    kept = office.desk.set_applicant(view.applications[0], learned)

    assert kept.warnings == ("NIK tidak cocok dengan tanggal lahir",)
    with office.store.read() as conn:
        record = queries.record(conn, "applicant", view.applications[0])
    assert record is not None
    assert (record["name"], record["nik"]) == ("Siti Maulana", "1671024911941647")


def test_a_nik_of_other_than_sixteen_digits_is_refused(office: Office) -> None:
    view = office.desk.issue("paspor_baru")

    with refused("nik"):
        office.desk.set_applicant(view.applications[0], ApplicantDraft(nik="16710249"))


def test_the_services_come_by_letter_and_the_last_one_is_marked(office: Office) -> None:
    office.desk.issue("percepatan")

    services = office.desk.services()

    assert [one.letter for one in services] == sorted(one.letter for one in services)
    assert [one.service for one in services if one.last] == ["percepatan"]


def test_find_knows_numbers_codes_and_parts_of_names(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    checked_in = office.desk.check_in(HARTINI)

    assert [row.id for row in office.desk.find("b1")] == [checked_in.id]
    assert [row.kind for row in office.desk.find(YUSUF)] == ["booking"]
    hartinis = {row.masked_name for row in office.desk.find("hartini pur")}
    assert hartinis == {"Hartini P."}
    assert office.desk.find("tidak ada orang ini") == ()


def test_find_names_the_day_of_an_appointment_only_where_it_is_not_today(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    assert office.desk.find(YUSUF)[0].state == "janji 08.00"

    office.clock.forward(minutes=24 * 60)
    office.desk.open_day()
    assert office.desk.find(YUSUF)[0].state == "janji 14 Sep 08.00"


def test_yesterday_s_open_numbers_are_asked_about(office: Office) -> None:
    left = office.desk.issue("paspor_baru")
    office.clock.forward(minutes=24 * 60)

    with refused("leftovers"):
        office.desk.open_day()
    assert [row.number for row in office.desk.day().leftovers] == ["A-001"]
    day = office.desk.open_day("cancel")

    assert (day.day, day.leftovers) == ("2024-09-15", ())
    with office.store.read() as conn:
        state = queries.ticket(conn, left.id)
    assert state is not None
    assert (state.status, state.reason) == ("cancelled", "day_ended")
    assert office.desk.issue("paspor_baru").number == "A-001"


def test_opening_the_open_day_again_changes_nothing(office: Office) -> None:
    before = len(office.events())

    assert office.desk.open_day().day == "2024-09-14"

    assert len(office.events()) == before


def test_the_open_day_runs_on_past_midnight_until_somebody_opens_the_next(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=15 * 60 + 5)

    assert office.desk.issue("paspor_baru").number == "A-002"
    assert office.desk.call_next().number == "A-001"
    view = office.desk.counter_view()
    assert (view.day, office.desk.day().today) == ("2024-09-14", "2024-09-15")
    assert [row.number for row in view.waiting] == ["A-002"]


def test_no_day_is_opened_or_closed_while_a_number_is_in_hand(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    with refused("in_hand"):
        office.desk.close_day()
    office.clock.forward(minutes=24 * 60)

    with refused("in_hand"):
        office.desk.open_day("leave")

    assert office.desk.done().status == "waiting"


def test_a_walk_in_left_over_ends_with_its_number_and_a_booking_may_come_again(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    booked = office.desk.check_in(HARTINI).applications[0]
    walked = office.desk.issue("paspor_baru").applications[0]
    office.clock.forward(minutes=24 * 60)

    office.desk.open_day("cancel")

    with office.store.read() as conn:
        found = [queries.application(conn, one) for one in (booked, walked)]
    assert [one.status for one in found if one is not None] == ["open", "withdrawn"]
    assert office.desk.check_in_card(HARTINI).allowed


def test_numbers_left_open_here_can_be_cancelled_when_another_terminal_opened_the_day(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=24 * 60)
    office.desk.open_day("leave")

    assert office.desk.open_day("cancel").leftovers == ()


def test_a_booking_that_came_again_under_another_number_is_checked_in_once(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    office.desk.cancel("mistake", office.desk.check_in(HARTINI).id)
    again = office.desk.check_in(HARTINI)

    with refused("checked_in"):
        office.desk.check_in(HARTINI)

    row = next(row for row in office.desk.reception_view().bookings if row.code == HARTINI)
    assert row.number == again.number
    assert office.desk.state_view().checks == ()


def test_a_booking_whose_documents_were_incomplete_comes_again_with_its_application(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    first = office.desk.check_in(HARTINI)
    office.desk.call_next()
    office.desk.conclude("incomplete", "missing_document")

    again = office.desk.check_in(HARTINI)

    assert again.applications == first.applications
    with office.store.read() as conn:
        application = queries.application(conn, again.applications[0])
    assert application is not None
    assert (application.status, application.number) == ("open", again.number)


def test_the_applications_change_service_with_their_number(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru")

    office.desk.change_service("percepatan", None, ticket.id)

    with office.store.read() as conn:
        application = queries.application(conn, ticket.applications[0])
    assert application is not None
    assert application.service == "percepatan"


def test_a_passport_number_does_not_become_a_pickup_number(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru")

    with refused("needs_own_number"):
        office.desk.change_service("pengambilan", None, ticket.id)
    assert "service:pengambilan" not in [one.code for one in office.desk.transfer_choices(ticket.id)]
