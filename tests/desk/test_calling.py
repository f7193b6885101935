import pytest

from counter_tui.core.event import Draft
from counter_tui.core.refusal import Refused
from tests.desk.office import BOOKINGS, HARTINI, Office
from tests.refusal import refused


def test_the_longest_waiting_number_is_called_and_the_counter_opens_with_it(office: Office) -> None:
    first = office.desk.issue("paspor_baru")
    office.clock.forward(minutes=1)
    office.desk.issue("paspor_baru")

    called = office.desk.call_next()

    assert (called.id, called.status, called.counter) == (first.id, "called", "3")
    assert called.reason == "urutan datang, 1 menit"
    assert office.desk.counter_view().state == "open"


def test_a_priority_group_goes_before_those_who_came_earlier(office: Office) -> None:
    office.desk.issue("paspor_baru")
    elderly = office.desk.issue("paspor_baru", "lansia")

    called = office.desk.call_next()

    assert called.id == elderly.id
    assert "lansia" in called.reason


def test_calling_is_refused_while_a_number_is_open_here(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.issue("paspor_baru")
    office.desk.call_next()

    with refused("in_hand"):
        office.desk.call_next()

    assert [row.number for row in office.desk.counter_view().waiting] == ["A-002"]


def test_calling_with_nobody_waiting_is_refused_with_the_empty_sentence(office: Office) -> None:
    with pytest.raises(Refused, match="Tidak ada yang menunggu"):
        office.desk.call_next()


def test_a_desk_that_was_open_all_day_waits_for_the_same_numbers_as_one_just_opened(office: Office) -> None:
    def shown_alike() -> bool:
        waiting, serving = office.desk.counter_view().waiting, office.desk.queue().serving
        fresh = office.desk_without_officer()
        return waiting == fresh.counter_view().waiting and serving == fresh.queue().serving

    for service in ("paspor_baru", "paspor_penggantian", "paspor_baru", "itas_perpanjangan"):
        office.desk.issue(service)
        assert shown_alike()
    for act in (
        office.desk.call_next,
        office.desk.missed,
        office.desk.call_next,
        office.desk.start,
        office.desk.done,
        office.desk.call_next,
        office.desk.undo,
        lambda: office.desk.change_serves([("paspor_baru", 1)]),
        lambda: office.desk.issue("paspor_baru"),
        lambda: office.desk.issue("paspor_penggantian"),
        lambda: office.desk.change_serves([]),
        office.desk.call_next,
    ):
        act()
        assert shown_alike()


def test_call_next_can_be_narrowed_to_one_visit(office: Office) -> None:
    second = office.served()
    office.desk.issue("paspor_baru", "lansia")

    assert office.desk.call_next(2).id == second


def test_a_counter_calls_only_what_it_serves(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.change_serves([("paspor_baru", 2)])

    with refused("nobody_waiting"):
        office.desk.call_next()
    view = office.desk.counter_view()
    assert (view.heading, view.waiting) == ("Wawancara", ())
    assert [(count.stage, count.waiting) for count in view.others] == [("document_check", 1)]


def test_a_number_may_be_called_by_hand_out_of_order(office: Office) -> None:
    office.desk.issue("paspor_baru")
    wanted = office.desk.issue("paspor_baru")

    assert office.desk.call(wanted.id).id == wanted.id


def test_recall_waits_until_the_voice_has_finished(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.clock.forward(seconds=4)
    with refused("too_soon"):
        office.desk.recall()

    office.clock.forward(seconds=1)

    assert office.desk.recall().calls == 2


def test_a_number_is_missed_only_while_it_is_called(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.start()

    with pytest.raises(
        Refused, match=r"sedang dilayani\. Catatannya tidak berubah\. Untuk tidak hadir, u dulu"
    ):
        office.desk.missed()


def test_a_missed_number_pauses_and_then_comes_back_when_its_queue_is_exhausted(office: Office) -> None:
    missed = office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.missed()
    with refused("nobody_waiting"):
        office.desk.call_next()
    office.clock.forward(minutes=6)
    later = office.desk.issue("paspor_baru")

    assert office.desk.call_next().id == later.id
    office.desk.done()
    assert office.desk.call_next(1).id == missed.id


def test_the_rule_after_n_brings_a_missed_number_back_after_n_calls_of_its_queue(office: Office) -> None:
    office.setting("missed_rule", "after_n")
    office.setting("after_n", 1)
    office.setting("missed_pause_minutes", 0)
    missed = office.desk.issue("paspor_baru").id
    office.desk.call_next()
    office.desk.missed()
    office.clock.forward(minutes=1)
    others = [office.desk.issue("paspor_baru").id for _ in range(2)]

    assert office.desk.call_next().id == others[0]
    office.desk.done()
    assert office.desk.call_next(1).id == missed


def test_a_missed_number_can_be_put_back_at_once(office: Office) -> None:
    missed = office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.missed()

    office.desk.requeue(missed.id)

    assert office.desk.call_next().id == missed.id


def test_a_number_of_another_device_is_shown_but_not_called(office: Office) -> None:
    foreign = office.desk.issue("paspor_baru").id
    with office.store.write() as tx:
        moved = {"authority": {"kind": "device", "id": "loket5", "epoch": 0}}
        tx.append(Draft(stream=f"ticket/{foreign}", type="ticket.authority_moved", data=moved), actor="x")

    with refused("foreign"):
        office.desk.call(foreign)
    with refused("nobody_waiting"):
        office.desk.call_next()
    view = office.desk.counter_view()
    assert view.waiting == ()
    assert [row.here for count in view.others for row in count.rows] == [False]


def test_nothing_is_called_while_the_screen_is_locked(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.desk.lock()

    with refused("locked"):
        office.desk.call_next()


def test_a_pickup_officer_hands_over_but_issues_no_number(office: Office) -> None:
    office.desk.add_officer("lia", "Lia Nur", ["pickup"], "654321")
    office.desk.login("lia", "654321")

    with refused("not_allowed"):
        office.desk.issue("paspor_baru")


def test_the_full_name_shows_only_while_the_person_is_served(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    waiting = office.desk.check_in(HARTINI)

    called = office.desk.call_next()

    assert (waiting.full_name, waiting.masked_name) == ("", "Hartini P.")
    assert called.full_name == "Hartini Purnomo"


def test_another_process_s_number_appears_without_being_asked_for(office: Office) -> None:
    other = office.new_desk()
    assert office.desk.counter_view().waiting == ()

    issued = other.issue("paspor_baru")

    assert [row.id for row in office.desk.counter_view().waiting] == [issued.id]
