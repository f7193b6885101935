"""An application from its opening to one handover, and what happens when facts contradict."""

from counter_tui.core import application
from counter_tui.core.application import ApplicationState
from tests.core.applications import folded, said
from tests.core.events import event


def codes(state: ApplicationState) -> list[str]:
    return [flag.code for flag in state.flags]


OPENED = said(1, "opened", ticket="t1", number="A-007", service="paspor_baru", product="biasa_48")
READY = (OPENED, said(2, "ready", shelf="C-14"))
HANDED = (*READY, said(3, "handed_over", collector="self", record="r1", readiness="ready", counter="7"))


def test_an_opened_application_belongs_to_its_ticket() -> None:
    state = folded(OPENED)
    assert (state.status, state.ticket, state.number) == ("open", "t1", "A-007")


def test_payment_is_kept_whether_it_came_before_or_after_the_interview() -> None:
    paid, interview = said(2, "paid"), said(3, "stage_completed", stage="interview", ticket="t1")
    assert folded(OPENED, paid, interview).paid_at == paid.at
    late = said(4, "paid")
    assert folded(OPENED, interview, late).paid_at == late.at


def test_a_ready_application_knows_since_when_and_its_shelf() -> None:
    state = folded(*READY)
    assert (state.status, state.shelf, state.ready_at) == ("ready", "C-14", READY[1].at)


def test_an_application_is_ready_since_the_moment_of_a_list_but_never_later_than_it_was_said() -> None:
    earlier, later = READY[1].at - 5_000, READY[1].at + 5_000
    assert folded(OPENED, said(2, "ready", since=earlier)).ready_at == earlier
    assert folded(OPENED, said(2, "ready", since=later)).ready_at == READY[1].at


def test_a_handover_of_a_ready_application_closes_it_without_a_flag() -> None:
    state = folded(*HANDED)
    assert (state.status, state.closed_at, state.flags) == ("handed_over", HANDED[2].at, ())


def test_a_second_handover_stays_and_is_flagged() -> None:
    state = folded(*HANDED, said(4, "handed_over", collector="family", record="r2", readiness="unknown"))
    assert [handover.collector for handover in state.handovers] == ["self", "family"]
    assert codes(state) == ["handover_twice"]
    assert state.closed_at == HANDED[2].at


def test_a_handover_of_what_is_unknown_here_is_recorded_and_flagged() -> None:
    state = folded(said(1, "handed_over", collector="self", record="r1", readiness="unknown"))
    assert (state.status, codes(state)) == ("handed_over", ["handover_unready"])


def test_the_flag_goes_when_the_news_arrives_that_it_was_ready_before() -> None:
    assert folded(said(3, "handed_over", collector="self", readiness="unknown"), *READY).flags == ()


def test_undo_removes_a_handover() -> None:
    state = folded(*HANDED, event(4, "undo", {"target": "e3"}))
    assert (state.status, state.handovers, state.closed_at) == ("ready", (), None)


def test_a_handover_that_was_signed_for_knows_when() -> None:
    state = folded(*READY, said(3, "handed_over", collector="partner", signed=True, list="l1"))
    assert [(one.signed_at, one.list) for one in state.handovers] == [(said(3, "paid").at, "l1")]


def test_the_first_signature_under_a_receipt_stands() -> None:
    assert folded(*HANDED).handovers[0].signed_at is None
    signed = [said(number, "receipt_signed", handover="e3") for number in (4, 5)]
    state = folded(*HANDED, *signed)
    assert (state.handovers[0].signed_at, state.status) == (signed[0].at, "handed_over")


def test_a_signature_for_an_undone_handover_changes_nothing() -> None:
    state = folded(*HANDED, said(4, "receipt_signed", handover="e3"), event(5, "undo", {"target": "e3"}))
    assert (state.status, state.handovers, state.flags) == ("ready", (), ())


def test_undo_of_the_ticket_takes_back_what_it_caused_here() -> None:
    interview = said(2, "stage_completed", stage="interview", ticket="t1", cause="ticket-event")
    state = folded(OPENED, interview, event(3, "undo", {"target": "ticket-event"}))
    assert state.stages == {}


def test_a_handover_after_a_refusal_is_recorded_and_flagged() -> None:
    state = folded(*READY, said(3, "outcome", outcome="refused", reason="duplicate"), said(4, "handed_over"))
    assert (state.status, codes(state)) == ("handed_over", ["handover_after_outcome"])


def test_a_deferred_application_may_become_ready_after_all() -> None:
    state = folded(OPENED, said(2, "outcome", outcome="deferred", reason="field_check"), said(3, "ready"))
    assert (state.status, state.outcome, state.closed_at) == ("ready", "", None)


def test_readiness_that_is_noted_after_the_handover_does_not_take_it_back() -> None:
    state = folded(OPENED, said(2, "handed_over", readiness="unknown"), said(3, "ready"))
    assert (state.status, codes(state)) == ("handed_over", ["handover_unready", "ready_after_handover"])


def test_every_copy_of_a_slip_counts_and_the_first_one_is_described() -> None:
    state = folded(
        OPENED,
        said(2, "slip_printed", copy=0, kid="9f", exp=1_760_000_000, promised="2024-09-19", counter="3"),
        said(3, "slip_printed", copy=1, reason="jam", counter="4"),
    )
    assert state.slip == application.Slip(
        2, said(2, "paid").at, "loket-3", "3", "2024-09-19", 1_760_000_000, "9f"
    )


def test_an_application_that_is_opened_twice_keeps_its_first_ticket() -> None:
    state = folded(OPENED, said(2, "opened", ticket="t2", number="A-009"))
    assert (state.ticket, codes(state)) == ("t1", ["opened_twice"])


def test_an_undone_opening_leaves_an_application_that_can_be_opened_again() -> None:
    undone = (OPENED, event(2, "undo", {"target": "e1"}))
    assert folded(*undone).status == "unknown"
    assert folded(*undone, said(3, "opened", ticket="t2", number="A-009")).number == "A-009"


def test_an_incomplete_application_comes_back_under_another_ticket_with_its_stages() -> None:
    interview = said(2, "stage_completed", stage="interview", ticket="t1")
    stopped = (OPENED, interview, said(3, "outcome", outcome="incomplete", reason="id_card"))
    state = folded(*stopped, said(4, "opened", ticket="t2", number="A-009"))
    assert (state.status, state.ticket, state.number, state.outcome, state.flags) == (
        "open",
        "t2",
        "A-009",
        "",
        (),
    )
    assert list(state.stages) == ["interview"]


def test_a_stage_that_is_done_again_keeps_its_first_record() -> None:
    first, again = (said(n, "stage_completed", stage="interview", ticket=f"t{n}") for n in (2, 3))
    state = folded(OPENED, first, again)
    assert (state.stages["interview"].event, state.flags) == ("e2", ())


def test_an_application_whose_number_was_cancelled_goes_on_under_the_next_one() -> None:
    again = said(2, "opened", ticket="t2", number="A-009", instead="t1")
    state = folded(OPENED, again)
    assert (state.ticket, state.number, state.service, state.flags) == ("t2", "A-009", "paspor_baru", ())
    other = folded(OPENED, again, said(3, "opened", ticket="t3", number="A-010", instead="t1"))
    assert (other.ticket, codes(other)) == ("t2", ["opened_twice"])


def test_an_application_follows_its_number_to_another_service() -> None:
    changed = said(2, "service_changed", service="alih_status", product="itas", back_office=["adjudication"])
    state = folded(OPENED, changed)
    assert (state.service, state.product, state.back_office) == ("alih_status", "itas", ("adjudication",))
