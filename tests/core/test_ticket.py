"""A ticket's positions: what fits moves it, what does not fit flags it and moves nothing."""

from typing import Any

import pytest

from counter_tui.core import ticket
from counter_tui.core.event import Event
from counter_tui.core.ticket import TicketState
from tests.core.events import event, issued


def said(number: int, what: str, /, **data: Any) -> Event:
    return event(number, f"ticket.{what}", data)


def folded(*events: Event) -> TicketState:
    state = ticket.fold(events)
    assert state is not None
    return state


def codes(state: TicketState) -> list[str]:
    return [flag.code for flag in state.flags]


CALLED = (issued(1), said(2, "called", counter="3", visit=1))
SERVING = (*CALLED, said(3, "started", counter="3"))
SECOND_VISIT = (*SERVING, said(4, "stage_completed", counter="3", stage="document_check"))
INTERVIEW = (*SECOND_VISIT, said(5, "called", counter="4", visit=2), said(6, "started", counter="4"))


def test_an_issued_ticket_waits_for_its_first_visit() -> None:
    state = folded(issued(1))
    assert (state.status, state.visit, ticket.remaining(state)) == ("waiting", 1, ("document_check",))


def test_a_called_ticket_knows_its_counter() -> None:
    state = folded(*CALLED)
    assert (state.status, state.counter, state.calls) == ("called", "3", 1)


def test_a_number_that_a_hub_called_is_in_hand_at_the_device_of_the_counter() -> None:
    called = event(2, "ticket.called", {"counter": "4", "visit": 1, "device": "loket-4"}, device="hub-1")
    state = folded(issued(), called)
    assert (state.status, state.counter, state.device) == ("called", "4", "loket-4")


def test_calling_again_counts() -> None:
    assert folded(*CALLED, said(3, "recalled", counter="3")).calls == 2


def test_the_last_stage_of_a_visit_sends_the_number_to_its_next_visit() -> None:
    state = folded(*SECOND_VISIT)
    assert (state.status, state.visit) == ("waiting", 2)
    assert ticket.visit_stages(state) == ("interview", "biometrics")
    assert state.waiting_since == SECOND_VISIT[-1].at


@pytest.mark.parametrize("order", [("interview", "biometrics"), ("biometrics", "interview")])
def test_interview_and_biometrics_finish_the_ticket_in_either_order(order: tuple[str, str]) -> None:
    first, second = (said(n, "stage_completed", stage=stage) for n, stage in zip((7, 8), order, strict=True))
    assert folded(*INTERVIEW, first).status == "serving"
    state = folded(*INTERVIEW, first, second)
    assert (state.status, state.outcome, state.closed_at) == ("finished", "completed", second.at)


def test_a_stage_straight_from_called_starts_the_service() -> None:
    state = folded(
        *SECOND_VISIT, said(5, "called", counter="4"), said(6, "stage_completed", stage="interview")
    )
    assert (state.status, ticket.remaining(state)) == ("serving", ("biometrics",))
    assert state.started_at is not None


def test_a_missed_number_keeps_the_rule_of_its_moment_and_counts() -> None:
    miss = {"rule": "after_n", "n": 3, "pause_ms": 300_000}
    state = folded(
        *CALLED, said(3, "missed", **miss), said(4, "called", counter="3"), said(5, "missed", **miss)
    )
    assert state.status == "missed"
    assert state.missed == ticket.Missed(said(5, "missed").at, 2, "after_n", 3, 300_000)


def test_a_missed_number_can_be_called_or_put_back_in_the_queue() -> None:
    missed = (*CALLED, said(3, "missed"))
    assert folded(*missed, said(4, "called")).status == "called"
    assert folded(*missed, said(4, "requeued")).status == "waiting"


def test_a_number_held_while_served_is_served_again_when_taken_back() -> None:
    held = (*SERVING, said(4, "held", counter="3", reason="copy_of_id"))
    assert folded(*held).held_reason == "copy_of_id"
    state = folded(*held, said(5, "resumed", counter="3"))
    assert (state.status, state.held_at) == ("serving", None)


def test_a_number_held_while_called_is_called_again_when_taken_back() -> None:
    assert folded(*CALLED, said(3, "held"), said(4, "resumed", counter="3")).status == "called"


def test_a_transfer_to_a_stage_moves_to_the_visit_that_has_it() -> None:
    state = folded(*CALLED, said(3, "transferred", to={"kind": "stage", "code": "biometrics"}))
    assert (state.status, state.visit) == ("transferred", 2)


def test_a_transfer_to_a_stage_outside_the_route_adds_a_visit_for_it_and_comes_back() -> None:
    state = folded(*CALLED, said(3, "transferred", to={"kind": "stage", "code": "payment"}))
    assert ticket.visit_stages(state) == ("payment",)
    paid = folded(
        *CALLED,
        said(3, "transferred", to={"kind": "stage", "code": "payment"}),
        said(4, "called", counter="9"),
        said(5, "stage_completed", stage="payment"),
    )
    assert ticket.visit_stages(paid) == ("document_check",)


def test_a_transfer_to_a_counter_waits_there() -> None:
    state = folded(*SERVING, said(4, "transferred", to={"kind": "counter", "code": "5"}))
    assert state.destination == ticket.Destination("counter", "5")
    assert (
        folded(
            *SERVING, said(4, "transferred", to={"kind": "counter", "code": "5"}), said(5, "called")
        ).destination
        is None
    )


def test_another_service_goes_on_at_the_first_visit_that_is_not_done() -> None:
    route = [["document_check"], ["examination"], ["interview", "biometrics"]]
    state = folded(*SECOND_VISIT, said(5, "service_changed", service="paspor_hilang_rusak", route=route))
    assert (state.service, state.visit, state.status) == ("paspor_hilang_rusak", 2, "waiting")


def test_a_concluded_ticket_is_finished_with_its_outcome_and_reason() -> None:
    state = folded(*SERVING, said(4, "concluded", outcome="incomplete", reason="id_card", counter="3"))
    assert (state.status, state.outcome, state.reason) == ("finished", "incomplete", "id_card")


def test_a_cancelled_number_is_closed() -> None:
    assert folded(issued(1), said(2, "cancelled", reason="left")).status == "cancelled"


def test_two_counters_that_call_one_number_are_flagged_and_the_first_keeps_it() -> None:
    state = folded(*CALLED, said(3, "called", counter="4", visit=1))
    assert (state.counter, codes(state)) == ("3", ["called_twice"])


def test_a_stage_done_while_waiting_is_kept_and_flagged_and_moves_nothing() -> None:
    state = folded(issued(1), said(2, "stage_completed", stage="document_check"))
    assert (state.status, state.visit, list(state.done), codes(state)) == (
        "waiting",
        1,
        ["document_check"],
        ["misfit"],
    )


def test_a_stage_done_after_the_end_is_kept_and_flagged() -> None:
    state = folded(issued(1), said(2, "cancelled"), said(3, "stage_completed", stage="document_check"))
    assert (state.status, list(state.done), codes(state)) == (
        "cancelled",
        ["document_check"],
        ["after_close"],
    )


def test_a_stage_that_is_recorded_twice_keeps_its_first_record() -> None:
    state = folded(
        *INTERVIEW,
        said(7, "stage_completed", stage="interview"),
        said(8, "stage_completed", stage="interview"),
    )
    assert (state.done["interview"].event, codes(state)) == ("e7", ["stage_twice"])


def test_undo_takes_back_the_last_stage_and_its_closing_of_the_visit() -> None:
    state = folded(*SECOND_VISIT, event(5, "undo", {"target": "e4"}))
    assert (state.status, state.visit, state.done) == ("serving", 1, {})


def test_undo_takes_back_what_was_written_beside_its_target() -> None:
    both = (
        *CALLED,
        said(3, "started", implied=True),
        said(4, "stage_completed", stage="document_check", cause="e3"),
    )
    assert folded(*both).status == "waiting"
    assert folded(*both, event(5, "undo", {"target": "e3"})).status == "called"


def test_the_last_action_names_the_step_that_undo_must_take_back() -> None:
    both = (*CALLED, said(3, "started"), said(4, "stage_completed", stage="document_check", cause="e3"))
    last = folded(*both).last
    assert last is not None
    assert (last.event, last.cause) == ("e4", "e3")


def test_after_an_undo_the_action_before_it_is_the_last() -> None:
    last = folded(*SECOND_VISIT, event(5, "undo", {"target": "e4"})).last
    assert last is not None
    assert last.event == "e3"


def test_an_undone_undo_stays() -> None:
    undone = (*CALLED, event(3, "undo", {"target": "e2"}, id="u3"), event(4, "undo", {"target": "u3"}))
    assert folded(*undone).status == "waiting"


def test_undoing_the_issue_burns_the_number() -> None:
    state = folded(issued(1), event(2, "undo", {"target": "e1"}))
    assert (state.status, state.outcome, state.number) == ("cancelled", "burned", "A-007")


def test_a_newer_version_asks_for_an_upgrade_and_changes_nothing_else() -> None:
    state = folded(*CALLED, event(3, "ticket.missed", {"rule": "end"}, v=2))
    assert (state.attention, state.status) == (True, "called")


def test_an_unknown_type_changes_only_how_far_the_stream_reaches() -> None:
    before, after = folded(*CALLED), folded(*CALLED, said(9, "sung"))
    assert after.high == 9 << 16
    assert (after.status, after.flags, after.attention) == (before.status, (), False)


def test_data_of_the_wrong_shape_is_flagged_as_unreadable() -> None:
    state = folded(*CALLED, said(3, "missed", rule=["end"]))
    assert (state.status, codes(state)) == ("called", ["unreadable"])


def test_events_before_the_issue_has_arrived_are_kept_as_unknown() -> None:
    state = folded(said(2, "called", counter="3"))
    assert (state.status, codes(state)) == ("unknown", ["misfit"])
    assert folded(said(2, "called", counter="3"), issued(1)).flags == ()


@pytest.mark.parametrize("what", ["called", "started", "missed", "held", "requeued", "resumed", "cancelled"])
def test_nothing_reopens_a_finished_ticket(what: str) -> None:
    finished = (
        *INTERVIEW,
        said(7, "stage_completed", stage="interview"),
        said(8, "stage_completed", stage="biometrics"),
    )
    state = folded(*finished, said(9, what))
    assert (state.status, codes(state)) == ("finished", ["after_close"])


def test_the_table_has_a_row_for_every_status_of_a_printed_ticket() -> None:
    assert folded(issued(1), said(2, "printed"), said(3, "cancelled"), said(4, "printed")).copies == 2


def test_a_number_starts_to_wait_when_it_is_issued() -> None:
    assert folded(issued(1)).waiting_since == issued(1).at


def test_a_transfer_of_a_number_in_hand_or_held_starts_a_new_wait_and_of_a_waiting_one_does_not() -> None:
    to = {"kind": "counter", "code": "5"}
    moved = said(5, "transferred", to=to)
    assert folded(*SERVING, moved).waiting_since == moved.at
    assert folded(*SERVING, said(4, "held"), moved).waiting_since == moved.at
    assert folded(issued(1), moved).waiting_since == issued(1).at


def test_a_transfer_to_another_service_takes_its_route_and_product() -> None:
    to, route = {"kind": "service", "code": "paspor_24"}, [["document_check"], ["interview"]]
    state = folded(
        *SERVING, said(4, "transferred", to=to, service="paspor_24", product="paspor_24_halaman", route=route)
    )
    assert (state.service, state.product, state.visit) == ("paspor_24", "paspor_24_halaman", 1)
    assert folded(*SERVING, said(4, "transferred", to=to, service="paspor_24")).product == "biasa_48"


def test_a_service_that_starts_with_a_stage_starts_when_that_stage_was_done() -> None:
    interview = said(6, "stage_completed", stage="interview")
    assert folded(*SECOND_VISIT, said(5, "called", counter="4"), interview).started_at == interview.at


def test_a_held_number_stays_with_the_counter_that_holds_it() -> None:
    assert folded(*CALLED, said(3, "held")).counter == "3"
    assert folded(*CALLED, said(3, "held", counter="4")).counter == "4"
