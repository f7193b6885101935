"""A paper counts its copies, keeps what was given up, and is void once its step was undone."""

from typing import Any

from counter_tui.core import paper
from counter_tui.core.event import Event
from counter_tui.core.paper import CAME_OUT, DISCARDED, PRINTED, VOID, PaperState
from tests.core.events import event

RECEIPT = {"document": "receipt", "subject": "A-007", "application": "a1", "counter": "3"}


def printed(number: int, copy: int = 0, **data: Any) -> Event:
    """Return one printing of the same receipt."""
    return event(number, "paper.printed", RECEIPT | {"copy": copy} | data)


def folded(*events: Event) -> PaperState:
    """Return what these events make of the paper."""
    state = paper.fold(events)
    assert state is not None
    return state


def test_a_paper_knows_what_it_is_and_the_number_of_its_next_copy() -> None:
    state = folded(printed(1), printed(2, 1, reason="lost"))
    assert (state.status, state.document, state.subject, state.application, state.copies) == (
        PRINTED,
        "receipt",
        "A-007",
        "a1",
        2,
    )


def test_copies_that_two_devices_made_at_once_count_as_one_place_each() -> None:
    state = folded(printed(1), printed(2, 1), printed(3, 1, reason="lost"))
    assert (state.copies, state.flags) == (2, ())


def test_a_copy_that_was_given_up_keeps_its_number() -> None:
    state = folded(printed(1), printed(2, 1), event(3, "paper.discarded", {"copy": 1, "reason": "mistake"}))
    assert (state.status, state.copies, state.discarded) == (PRINTED, 2, 1)


def test_the_paper_of_a_ticket_that_was_given_up_says_of_which_number() -> None:
    given_up = event(1, "paper.discarded", {"document": "ticket", "subject": "A-007", "reason": "mistake"})
    state = folded(given_up)
    assert (state.status, state.document, state.subject, state.discarded) == (DISCARDED, "ticket", "A-007", 1)


def test_a_paper_that_somebody_saw_come_out_stays_what_it_was() -> None:
    state = folded(printed(1), event(2, "paper.came_out", {"copy": 0}), printed(3, 1))
    assert (state.status, state.copies, state.flags) == (PRINTED, 2, ())


def test_the_paper_of_a_slip_that_somebody_saw_come_out_says_of_which_number() -> None:
    state = folded(event(1, "paper.came_out", {"document": "slip", "subject": "A-007"}))
    assert (state.status, state.document, state.subject) == (CAME_OUT, "slip", "A-007")


def test_a_paper_whose_step_was_undone_is_void_and_so_are_its_copies() -> None:
    undo = event(4, "undo", {"target": "step"}, stream="paper/p1")
    state = folded(printed(2, cause="step"), printed(3, 1), undo, printed(5, 2))
    assert (state.status, state.copies) == (VOID, 3)
