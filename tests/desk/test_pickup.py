from counter_tui.core.slip import expiry, make_token
from counter_tui.desk.views.pickup import Collector
from counter_tui.store import queries
from tests.desk.office import BOOKINGS, HARTINI, OFFLINE, Office, from_elsewhere, refused


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


def test_a_passport_goes_from_not_ready_to_ready_to_handed_over(office: Office) -> None:
    application, text = office.slipped()
    before = office.desk.pickup_card(text)
    office.desk.mark_ready(application, "C-14")
    ready = office.desk.pickup_card(text)

    done = office.desk.hand_over(application, Collector("family", "Agus Wibowo", "kakak", "KTP 1671"))

    after = office.desk.pickup_card(text)
    assert [card.answer for card in (before, ready, after)] == ["not_ready", "ready", "used"]
    assert (ready.shelf, ready.number, ready.allowed, before.allowed) == ("C-14", "A-001", True, False)
    assert [one.kind for one in ready.collectors] == ["self", "family", "proxy"]
    assert (done.status, done.readiness) == ("handed_over", "ready")
    assert after.sentence.startswith("Resi ini sudah dipakai 14 Sep")


def test_not_ready_is_not_handed_over(office: Office) -> None:
    application, _text = office.slipped()

    with refused("not_ready"):
        office.desk.hand_over(application, Collector("self"))


def test_a_passport_is_handed_over_once(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("self"))

    with refused("used"):
        office.desk.hand_over(application, Collector("self"))


def test_the_guard_holds_even_where_the_events_are_missing(office: Office) -> None:
    unknown = "0198f000-0000-7000-8000-000000000001"
    office.desk.hand_over(unknown, Collector("self"))
    with office.store.write() as tx:
        tx.connection.execute("DELETE FROM application")

    with refused("used"):
        office.desk.hand_over(unknown, Collector("self"))


def test_with_the_book_in_hand_unknown_is_handed_over_recorded_and_flagged(office: Office) -> None:
    application, text = office.slipped()
    office.line = OFFLINE
    card = office.desk.pickup_card(text)

    done = office.desk.hand_over(application, Collector("self"))

    assert (card.answer, card.allowed) == ("unknown", True)
    assert "data sampai 09.02" in card.sentence
    assert done.readiness == "unknown"
    assert [check.subject for check in office.desk.state_view().checks] == ["A-001"]


def test_the_collector_is_a_record_and_the_event_names_only_the_kind(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("proxy", "Agus Wibowo", "tetangga", "KTP 1671"))

    event = next(event for event in office.events() if event.type == "application.handed_over")
    assert event.data["collector"] == "proxy"
    assert "Agus" not in str(event.data)
    with office.store.read() as conn:
        record = queries.record(conn, "collector", event.data["record"])
    assert record is not None
    assert (record["name"], record["papers"]) == ("Agus Wibowo", ["identity", "authority_letter", "payment"])


def test_papers_one_by_one_must_all_be_ticked_where_the_office_says_so(office: Office) -> None:
    office.setting("papers_one_by_one", True)
    application, _text = office.slipped()
    office.desk.mark_ready(application)

    with refused("papers"):
        office.desk.hand_over(application, Collector("self", papers=("identity",)))

    assert office.desk.hand_over(application, Collector("self", papers=("identity", "payment"))).status


def test_somebody_must_be_chosen(office: Office) -> None:
    application, _text = office.slipped()

    with refused("unknown_collector"):
        office.desk.hand_over(application, Collector("neighbour"))


def test_the_handover_finishes_the_pickup_number_in_hand(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    pickup = office.desk.issue("pengambilan").id
    office.desk.call(pickup)

    office.desk.hand_over(application, Collector("self"))

    assert office.desk.counter_view().current is None
    assert office.desk.undo().text.startswith("Penyerahan A-001")
    current = office.desk.counter_view().current
    assert current is not None
    assert (current.id, current.status) == (pickup, "called")


def test_a_passport_is_found_by_its_number_and_by_its_booking_code(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    view = office.desk.check_in(HARTINI)

    cards = [office.desk.pickup_card(text) for text in ("b-1", HARTINI, view.applications[0])]

    assert [card.application for card in cards] == [view.applications[0]] * 3


def test_the_shelf_counts_what_nobody_fetched(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application, "C-14")
    office.clock.forward(minutes=21 * 24 * 60)

    view = office.desk.pickup_view()

    assert (view.ready, view.overdue, view.expired) == (1, 1, 0)


def test_the_pickup_screen_lists_today_s_handovers(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("self"))

    view = office.desk.pickup_view()

    assert (view.today, [(row.number, row.collector) for row in view.handed_over]) == (
        1,
        [("A-001", "Pemilik")],
    )


def test_a_second_handover_from_elsewhere_stays_and_is_flagged(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("self"))
    again = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "5"}

    from_elsewhere(office, f"application/{application}", "application.handed_over", again)

    assert [(check.subject, check.text) for check in office.desk.state_view().checks] == [
        ("A-001", "Paspor diserahkan dua kali")
    ]
    assert office.desk.status_view().checks == 1


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
