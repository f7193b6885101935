from collections.abc import Callable

import msgspec
import pytest

from counter_tui.core.streams import AnyState
from counter_tui.desk.views.pickup import Collector
from counter_tui.store import live
from tests.desk.office import Office, another_counter, from_elsewhere
from tests.refusal import refused


def issued_and_called(office: Office) -> str:
    ticket = office.desk.issue("paspor_baru").id
    office.desk.call_next()
    return ticket


def missed(office: Office) -> str:
    ticket = issued_and_called(office)
    office.desk.missed()
    return ticket


def held(office: Office) -> str:
    ticket = issued_and_called(office)
    office.desk.hold("other")
    return ticket


def started(office: Office) -> str:
    ticket = issued_and_called(office)
    office.desk.start()
    return ticket


def waiting(office: Office) -> str:
    return office.desk.issue("paspor_baru").id


ACTIONS: dict[str, tuple[Callable[[Office], str], Callable[[Office], object]]] = {
    "call": (waiting, lambda office: office.desk.call_next()),
    "start": (issued_and_called, lambda office: office.desk.start()),
    "stage": (started, lambda office: office.desk.complete("document_check")),
    "stage from called": (issued_and_called, lambda office: office.desk.done()),
    "missed": (issued_and_called, lambda office: office.desk.missed()),
    "requeue": (missed, lambda office: office.desk.requeue(only(office))),
    "hold": (issued_and_called, lambda office: office.desk.hold("other")),
    "resume": (held, lambda office: office.desk.resume()),
    "transfer": (issued_and_called, lambda office: office.desk.transfer("payment")),
    "cancel": (waiting, lambda office: office.desk.cancel("left", only(office))),
    "conclude": (issued_and_called, lambda office: office.desk.conclude("deferred", "bap")),
    "priority": (waiting, lambda office: office.desk.change_priority("sakit", only(office))),
    "service": (waiting, lambda office: office.desk.change_service("percepatan", None, only(office))),
    "slip": (waiting, lambda office: office.desk.slip("", only(office))),
}


def only(office: Office) -> str:
    return next(event.stream.partition("/")[2] for event in office.events() if event.type == "ticket.issued")


def states(office: Office, ticket: str) -> list[tuple[str, AnyState]]:
    """Return what the ticket and its applications say, without the marks that events as such leave."""
    plain = []
    with office.store.write() as tx:
        state = tx.state(f"ticket/{ticket}")
        streams = [f"ticket/{ticket}", *(f"application/{one}" for one in getattr(state, "applications", ()))]
        for stream in streams:
            found = tx.state(stream)
            assert found is not None
            plain.append((stream, msgspec.structs.replace(found, high=0, undone=())))
    return plain


@pytest.mark.parametrize("name", ACTIONS)
def test_undo_takes_the_whole_step_back(office: Office, name: str) -> None:
    prepare, act = ACTIONS[name]
    ticket = prepare(office)
    before = states(office, ticket)
    office.clock.forward(minutes=1)
    act(office)
    assert states(office, ticket) != before

    undone = office.desk.undo()

    assert states(office, ticket) == before
    assert undone.text


def test_undoing_an_issue_burns_the_number(office: Office) -> None:
    office.desk.issue("paspor_baru")

    office.desk.undo()

    assert office.desk.counter_view().waiting == ()
    assert office.desk.issue("paspor_baru").number == "A-002"


def test_the_trail_says_what_was_undone_and_which_key_does_it_again(office: Office) -> None:
    office.desk.call(office.served())
    office.desk.complete("interview")

    undone = office.desk.undo()

    assert undone.text == "↶ A-001 wawancara diurungkan. i mencatatnya lagi."
    trail = office.desk.counter_view().trail
    assert trail is not None
    assert (trail.text, trail.undo_until) == (undone.text, None)


def test_one_step_goes_back_at_a_time(office: Office) -> None:
    issued_and_called(office)
    office.desk.start()

    office.desk.undo()
    office.desk.undo()

    view = office.desk.counter_view()
    assert view.current is None
    assert [row.number for row in view.waiting] == ["A-001"]


def test_after_five_minutes_nothing_is_undone(office: Office) -> None:
    issued_and_called(office)
    office.clock.forward(minutes=5, seconds=1)

    with refused("too_late"):
        office.desk.undo()


def test_another_officer_s_step_is_not_undone(office: Office) -> None:
    issued_and_called(office)
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    office.desk.login("rudi", "654321")

    with refused("other_officer"):
        office.desk.undo()


def test_a_later_action_elsewhere_protects_the_step_before(office: Office) -> None:
    ticket = issued_and_called(office)
    from_elsewhere(office, f"ticket/{ticket}", "ticket.priority_changed", {"priority": "sakit"})

    with refused("acted_since"):
        office.desk.undo()


def test_undo_of_a_named_number_leaves_a_later_step_on_another_one(office: Office) -> None:
    first = office.desk.issue("paspor_baru").id
    second = office.desk.issue("paspor_baru").id

    office.desk.undo(first)

    assert [row.id for row in office.desk.counter_view().waiting] == [second]


def test_another_process_undoes_what_the_screen_did(office: Office) -> None:
    issued_and_called(office)

    assert office.new_desk().undo().text.startswith("↶ A-001 panggilan diurungkan")


def test_what_another_program_left_out_of_an_officer_s_event_elsewhere_was_asked_of_no_hub(
    office: Office,
) -> None:
    me = office.desk.officers()[0].id
    from_elsewhere(office, "ticket/t9", "ticket.issued", {"number": "A-009"}, actor=me)
    with office.store.read() as conn:
        assert live.asked_back(conn, office.store.identity.device, me) == []


def test_with_nothing_done_there_is_nothing_to_undo(office: Office) -> None:
    with refused("nothing_to_undo"):
        office.desk.undo()


def test_undoing_a_slip_voids_the_paper_and_withdraws_the_queued_job(office: Office) -> None:
    _application, text = office.slipped()

    undone = office.desk.undo()

    assert undone.text == "Resi A-001 tidak berlaku lagi; sobek kertasnya."
    assert office.desk.verify(text).reason == "void"
    assert office.desk.pickup_card(text).answer == "refused"
    slip_jobs = [job for job in office.desk.state_view().jobs if job.document == "slip"]
    assert [(job.state, job.note) for job in slip_jobs] == [("failed", "undone")]


def test_a_slip_printed_again_after_undo_is_another_token(office: Office) -> None:
    application, text = office.slipped()
    office.desk.undo()
    office.clock.forward(seconds=1)

    again = office.desk.slip(application=application)

    assert again.copy == 0
    assert again.text != text
    assert office.desk.verify(again.text).valid
    assert office.desk.verify(text).reason == "void"


def test_undoing_a_handover_releases_its_guard_and_erases_the_collector(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    office.desk.hand_over(application, Collector("family", "Agus Wibowo", "kakak", "1671"))

    assert office.desk.undo().text == "Penyerahan A-001 diurungkan. Ambil kembali paspornya."

    record = next(e.data["record"] for e in office.events() if e.type == "application.handed_over")
    with office.store.write() as tx:
        assert tx.record("collector", record) is None
    assert office.desk.hand_over(application, Collector("self")).status == "handed_over"


def test_opening_a_day_is_never_undone_with_the_numbers_it_cancelled(office: Office) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=24 * 60)
    office.desk.open_day("cancel")

    with refused("too_late"):
        office.desk.undo()

    assert office.desk.day().day == "2024-09-15"


def test_undoing_a_call_keeps_what_the_counter_was_set_to_serve_since(office: Office) -> None:
    issued_and_called(office)
    office.desk.change_serves([("paspor_baru", 1)])

    office.desk.undo()

    assert office.desk.counter_view().current is None
    assert [choice.visit for choice in office.desk.serve_choices() if choice.served] == [1]


def test_the_trail_offers_no_undo_for_what_cannot_be_taken_back(office: Office) -> None:
    ticket = waiting(office)
    office.desk.reprint_ticket("lost", ticket)

    trail = office.desk.counter_view().trail

    assert trail is not None
    assert trail.undo_until is None
    with refused("not_undoable"):
        office.desk.undo()


def test_a_number_whose_call_was_undone_is_not_the_last_one_here(office: Office) -> None:
    served = office.interviewed()
    office.desk.issue("paspor_baru")
    office.desk.call_next()
    office.desk.start()
    office.desk.undo()
    office.desk.undo()

    assert office.desk.slip().ticket == served


def test_undoing_a_stage_with_its_automatic_slip_says_that_the_paper_is_void(office: Office) -> None:
    office.setting("auto_slip", True)
    office.interviewed()

    assert office.desk.undo().text.endswith("Resi A-001 tidak berlaku lagi; sobek kertasnya.")


def test_undoing_a_transfer_to_another_counter_takes_the_number_back_here(office: Office) -> None:
    another_counter(office)
    ticket = issued_and_called(office)
    office.desk.transfer("counter:5")

    office.desk.undo()

    view = office.desk.counter_view().current
    assert view is not None
    assert (view.id, view.status) == (ticket, "called")


def test_after_an_undone_call_the_number_before_it_is_the_last_here_again(office: Office) -> None:
    first = office.desk.issue("paspor_baru")
    second = office.desk.issue("paspor_baru")
    office.desk.call(first.id)
    office.desk.missed()
    office.desk.call(second.id)

    office.desk.undo()

    last = office.desk.counter_view().last
    assert last is not None
    assert last.number == first.number
