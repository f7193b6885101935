"""A contradiction waits until somebody decided about all that takes part in it, in whatever order."""

from itertools import permutations

import pytest

from counter_tui.core import ticket
from counter_tui.core.contradictions import decision, listed
from counter_tui.core.event import Event
from counter_tui.core.folding import StreamState
from tests.core.applications import folded, said
from tests.core.events import event, issued


def checked(number: int, *events: str, flag: str = "handover_twice", verdict: str = "first") -> Event:
    return said(number, "checked", flag=flag, events=list(events), verdict=verdict)


def waiting(state: StreamState) -> list[str]:
    return [flag.code for flag in listed(state)]


TWICE = (
    said(1, "opened", ticket="t1", number="A-003"),
    said(2, "ready"),
    said(3, "handed_over", collector="self"),
    said(4, "handed_over", collector="family"),
)


def test_a_double_handover_names_both_handovers() -> None:
    (flag,) = listed(folded(*TWICE))
    assert (flag.code, flag.events, flag.event) == ("handover_twice", ("e3", "e4"), "e4")


def test_a_decision_about_both_handovers_settles_them_and_keeps_both() -> None:
    state = folded(*TWICE, checked(5, "e3", "e4"))
    assert waiting(state) == []
    assert [handover.event for handover in state.handovers] == ["e3", "e4"]


def test_a_decision_settles_whatever_arrives_first() -> None:
    states = [folded(*order) for order in permutations((*TWICE[1:], checked(5, "e3", "e4")))]
    assert all(state == states[0] for state in states)
    assert waiting(states[0]) == []


@pytest.mark.parametrize("moment", [0, 2, 3, 9])
def test_another_handover_puts_a_settled_one_back_on_the_list_whenever_it_was(moment: int) -> None:
    late = event(moment, "application.handed_over", {"collector": "proxy"}, id="late", device="loket-4")
    assert waiting(folded(*TWICE, checked(5, "e3", "e4"), late))[-1] == "handover_twice"


def test_undo_of_one_handover_clears_the_flag() -> None:
    assert waiting(folded(*TWICE, event(5, "undo", {"target": "e4"}))) == []


def test_undo_of_the_decision_asks_again() -> None:
    state = folded(*TWICE, checked(5, "e3", "e4"), event(6, "undo", {"target": "e5"}))
    assert waiting(state) == ["handover_twice"]


def test_what_was_passed_on_stays_listed_until_it_is_decided() -> None:
    passed = (*TWICE, checked(5, "e3", "e4", verdict="passed_on"))
    state = folded(*passed)
    assert waiting(state) == ["handover_twice"]
    found = decision(state, state.flags[0])
    assert found is not None
    assert found.verdict == "passed_on"
    assert waiting(folded(*passed, checked(6, "e3", "e4", verdict="both"))) == []


def test_passing_on_what_is_decided_does_not_open_it_again() -> None:
    state = folded(*TWICE, checked(5, "e3", "e4"), checked(6, "e3", "e4", verdict="passed_on"))
    assert waiting(state) == []


def test_two_different_decisions_about_the_same_are_a_contradiction_themselves() -> None:
    both = (*TWICE, checked(5, "e3", "e4"), checked(6, "e4", "e3", verdict="both"))
    (flag,) = listed(folded(*both))
    assert (flag.code, flag.events) == ("checked_twice", ("e5", "e6"))
    assert waiting(folded(*both, checked(7, "e5", "e6", flag="checked_twice", verdict="second"))) == []


def test_the_same_decision_twice_is_no_contradiction() -> None:
    assert waiting(folded(*TWICE, checked(5, "e3", "e4"), checked(6, "e3", "e4"))) == []


def test_a_decision_about_one_flag_leaves_the_others() -> None:
    unready = said(1, "handed_over", readiness="unknown")
    state = folded(unready, said(2, "handed_over"), checked(3, "e1", "e2"))
    assert waiting(state) == ["handover_unready"]


def test_a_reported_pickup_waits_for_a_look() -> None:
    state = folded(TWICE[0], said(2, "pickup_reported", reason="photo"))
    assert (state.status, waiting(state)) == ("open", ["pickup_reported"])
    assert waiting(folded(TWICE[0], said(2, "pickup_reported"), said(3, "pickup_reported"))) == [
        "pickup_reported"
    ]


def test_a_second_opening_names_the_first_one() -> None:
    state = folded(TWICE[0], said(2, "opened", ticket="t2", number="A-009"))
    assert [flag.events for flag in state.flags] == [("e1", "e2")]


def test_a_double_call_names_both_calls_and_is_settled_on_its_ticket() -> None:
    twice = (issued(1), *(event(n, "ticket.called", {"counter": str(n)}) for n in (2, 3)))
    state = ticket.fold(twice)
    assert state is not None
    assert [flag.events for flag in state.flags] == [("e2", "e3")]
    look = event(4, "ticket.checked", {"flag": "called_twice", "events": ["e2", "e3"], "verdict": "first"})
    after = ticket.fold((*twice, look))
    assert after is not None
    assert (after.status, waiting(after)) == ("called", [])


def test_a_closed_ticket_is_decided_about_without_another_flag() -> None:
    closed = (issued(1), event(2, "ticket.cancelled"), event(3, "ticket.called", {"counter": "3"}))
    look = event(4, "ticket.checked", {"flag": "after_close", "events": ["e3"], "verdict": "seen"})
    state = ticket.fold((*closed, look))
    assert state is not None
    assert waiting(state) == []


def test_a_stage_that_is_done_twice_names_both_records() -> None:
    called = (issued(1, route=[["interview", "biometrics"]]), event(2, "ticket.called", {"counter": "3"}))
    twice = (event(number, "ticket.stage_completed", {"stage": "interview"}) for number in (3, 4))
    state = ticket.fold((*called, *twice))
    assert state is not None
    assert [flag.events for flag in state.flags] == [("e3", "e4")]
