"""Which duty each thing that the desk does needs: its whole face, so that no new method is forgotten."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import SignedKeyList
from counter_tui.desk import duties
from counter_tui.desk.desk import Desk
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.auditing import AuditAsked
from counter_tui.desk.views.checks import CheckRow
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import Office

NEEDED = {
    Duty.SERVE: (
        "applicants call call_next cancel change_serves close_counter complete conclude discard_job done "
        "hold job_came_out missed move_job open_counter paid pause_counter print_job_again recall "
        "refusal_note requeue resume set_applicant shift_report slip start transfer"
    ),
    Duty.RECEIVE: (
        "change_priority change_service check_in check_in_card issue reception_view reprint_ticket"
    ),
    Duty.HAND_OVER: (
        "hand_over hand_over_list handover_book handover_entry mark_ready ready_by_hand receipt_signed "
        "report_pickup"
    ),
    Duty.OPEN_DAY: "open_day close_day",
    Duty.UNDO: "undo",
    Duty.IMPORT: "import_file",
    Duty.DECIDE: "cancel_choices cancel_passport decide_check decider",
    Duty.REPORT: "report_handovers report_uncollected",
    Duty.REVIEW: "report_actions",
    Duty.DISCLOSE: "export_applicant erase_applicant",
    Duty.ADMINISTER: "add_officer reset_pin revoke_officer",
}
ANY_OFFICER = ["find", "partner_list", "pickup_card"]
NOBODY = {
    "act_for": "the hub's: the terminal has checked the PIN",
    "add_first_officer": "set-up's: nobody is there yet",
    "complete_current": "goes on to complete",
    "copy_reasons": "words",
    "counter_view": "numbers and masked names behind the lock screen",
    "day": "numbers",
    "discard_reasons": "words",
    "go_through": "wiring at the start: nothing is done",
    "take_place": "wiring: who grants numbers was decided elsewhere",
    "before_each_action": "wiring at the start: nothing is done",
    "hold_reasons": "words",
    "last_step": "ids",
    "lock": "takes rights away",
    "login": "asks for the PIN itself",
    "officer": "who acts",
    "officers": "the lock screen's list",
    "outcome_choices": "words",
    "own_series": "words",
    "pickup_view": "numbers and masked names behind the lock screen",
    "priorities": "words",
    "queue": "numbers",
    "recording": "ids",
    "report_choices": "words",
    "serve_choices": "words",
    "services": "words",
    "slip_key_list": "signed by the centre, for everybody",
    "slip_keys": "public keys",
    "state_view": "states and masked names behind the lock screen",
    "status_view": "states",
    "take_seat": "opens what nobody else uses",
    "take_slip_keys": "believed by its signature alone",
    "tell": "shows a sentence",
    "ticket": "a number and masked names behind the lock screen",
    "ticket_id": "an id",
    "transfer_choices": "words",
    "uncollected": "numbers and masked names behind the lock screen",
    "verify": "asks only whether a slip is ours",
    "version": "a number",
}
"""What nobody's PIN guards, and why: it changes nothing and names nobody in full."""

DUTY_OF = {name: duty for duty, names in NEEDED.items() for name in names.split()}
GIVEN: dict[str, Any] = {
    "applications": ["x"],
    "asked": AuditAsked(),
    "collector": Collector("self"),
    "draft": ApplicantDraft(),
    "outcome": "withdrawn",
    "path": Path("tidak-ada.csv"),
    "pin": "123456",
    "priority": None,
    "roles": ["officer"],
    "row": CheckRow("A-001", "", 0, stream="ticket/x", flag="f"),
    "serves": [],
    "service": "paspor_baru",
    "signed": SignedKeyList(text="x", signer="x", signature="x"),
    "texts": ["x"],
}


def methods() -> set[str]:
    return {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}


def answer(desk: Desk, name: str) -> str:
    """Call a method with arguments that mean nothing; return the code of its refusal, empty for none."""
    parameters = inspect.signature(getattr(Desk, name)).parameters.values()
    needed = [one.name for one in parameters if one.name != "self" and one.default is one.empty]
    given = {each: GIVEN.get(each, "x") for each in needed}
    if name in ("reset_pin", "revoke_officer"):
        given["login"] = "dewi"
    try:
        getattr(desk, name)(**given)
    except Refused as refusal:
        return refusal.code
    return ""


def officer_with(office: Office, *roles: str) -> Desk:
    """Return the desk with somebody at work who has these roles alone."""
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    (rudi,) = (one for one in office.desk.officers() if one.login == "rudi")
    with office.store.write() as tx:
        data = tx.record("officer", rudi.id)
        assert data is not None
        tx.put_record("officer", rudi.id, data | {"roles": list(roles)}, lookup="rudi")
    desk = office.desk_without_officer()
    desk.login("rudi", "654321")
    return desk


def test_every_method_is_in_one_of_these_lists() -> None:
    assert methods() == DUTY_OF.keys() | set(ANY_OFFICER) | NOBODY.keys()
    assert not set(NOBODY) & (DUTY_OF.keys() | set(ANY_OFFICER))


def test_nothing_of_it_is_done_while_the_screen_is_locked(office: Office) -> None:
    desk = office.desk_without_officer()
    guarded = [*DUTY_OF, *ANY_OFFICER]
    assert {name: answer(desk, name) for name in guarded} == dict.fromkeys(guarded, "locked")


def test_without_the_duty_nothing_of_it_is_done(office: Office) -> None:
    desk = officer_with(office)
    events = len(office.events())
    found = {name: answer(desk, name) for name in DUTY_OF}
    assert found == dict.fromkeys(DUTY_OF, "not_allowed")
    assert len(office.events()) == events


@pytest.mark.parametrize("duty", Duty)
def test_with_that_duty_alone_it_is_not_the_role_that_refuses(
    office: Office, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(duties.ROLES, "alone", frozenset({duty}))
    desk = officer_with(office, "alone")
    names = NEEDED.get(duty, "").split()
    assert [name for name in names if answer(desk, name) in ("not_allowed", "locked")] == []
