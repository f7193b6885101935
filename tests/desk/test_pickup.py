"""A passport that lies ready is handed over once here, and what was done elsewhere is flagged."""

from counter_tui.desk.views.pickup import Collector
from counter_tui.store import queries
from tests.desk.office import BOOKINGS, HARTINI, OFFLINE, Office, from_elsewhere
from tests.desk.shelf import last, on_the_shelf
from tests.refusal import refused


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
    application = on_the_shelf(office)
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
    application = on_the_shelf(office)
    office.desk.hand_over(application, Collector("proxy", "Agus Wibowo", "tetangga", "KTP 1671"))

    event = last(office, "application.handed_over")
    assert event.data["collector"] == "proxy"
    assert "Agus" not in str(event.data)
    with office.store.read() as conn:
        record = queries.record(conn, "collector", event.data["record"])
    assert record is not None
    assert (record["name"], record["papers"]) == ("Agus Wibowo", ["identity", "authority_letter", "payment"])


def test_papers_one_by_one_must_all_be_ticked_where_the_office_says_so(office: Office) -> None:
    office.setting("papers_one_by_one", True)
    application = on_the_shelf(office)

    with refused("papers"):
        office.desk.hand_over(application, Collector("self", papers=("identity",)))

    assert office.desk.hand_over(application, Collector("self", papers=("identity", "payment"))).status


def test_somebody_must_be_chosen(office: Office) -> None:
    application, _text = office.slipped()

    with refused("unknown_collector"):
        office.desk.hand_over(application, Collector("neighbour"))


def test_the_handover_finishes_the_pickup_number_in_hand(office: Office) -> None:
    application = on_the_shelf(office)
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


def test_the_pickup_screen_lists_today_s_handovers(office: Office) -> None:
    application = on_the_shelf(office)
    office.desk.hand_over(application, Collector("self"))

    view = office.desk.pickup_view()

    assert (view.today, [(row.number, row.collector) for row in view.handed_over]) == (
        1,
        [("A-001", "Pemilik")],
    )


def test_a_second_handover_from_elsewhere_stays_and_is_flagged(office: Office) -> None:
    application = on_the_shelf(office)
    office.desk.hand_over(application, Collector("self"))
    again = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "5"}

    from_elsewhere(office, f"application/{application}", "application.handed_over", again)

    assert [(check.subject, check.text) for check in office.desk.state_view().checks] == [
        ("A-001", "Paspor diserahkan dua kali")
    ]
    assert office.desk.status_view().checks == 1


def test_a_passport_without_a_number_of_this_office_is_named_by_its_booking_code(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    card = office.desk.pickup_card("MP822869813")
    office.desk.mark_ready(card.application, "C-14")
    done = office.desk.hand_over(card.application, Collector("self"))
    view = office.desk.pickup_view()
    assert (card.number, done.number, view.handed_over[0].number) == ("MP822869813",) * 3
    assert view.trail is not None
    assert view.trail.text == "MP822869813 diserahkan kepada pemilik"
