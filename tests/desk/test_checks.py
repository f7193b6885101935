"""*Perlu diperiksa*: what a supervisor sees of a contradiction, and what a decision does to it."""

from typing import Any

import pytest

from counter_tui.desk.headless.actions import Wish, perform
from counter_tui.desk.views.checks import CheckRow
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import Office, from_elsewhere
from tests.refusal import refused

SECOND = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "Laptop-2"}


def handed_over_twice(office: Office) -> str:
    """Hand A-001 over here, a minute before another device does; return the application."""
    application, _text = office.slipped()
    office.desk.mark_ready(application, "C-14")
    office.desk.hand_over(application, Collector("self"))
    office.clock.forward(minutes=1)
    from_elsewhere(office, f"application/{application}", "application.handed_over", SECOND)
    return application


def a_third_time(office: Office, application: str) -> None:
    office.clock.forward(minutes=1)
    from_elsewhere(office, f"application/{application}", "application.handed_over", SECOND, device="loket6")


def checks(office: Office) -> tuple[CheckRow, ...]:
    return office.desk.state_view().checks


def only(office: Office) -> CheckRow:
    (row,) = checks(office)
    return row


def recorded(office: Office) -> dict[str, Any]:
    return next(event.data for event in reversed(office.events()) if event.type.endswith(".checked"))


def test_both_handovers_stand_side_by_side_with_officer_counter_time_and_collector(office: Office) -> None:
    handed_over_twice(office)
    row = only(office)
    assert (row.subject, row.text, row.about) == ("A-001", "Paspor diserahkan dua kali", "Paspor baru")
    assert row.sentence == "Kedua catatan disimpan, tidak dihapus."
    assert [(one.place, one.officer, one.text) for one in row.records] == [
        ("Loket 3", "Dewi A.", "kepada pemilik"),
        ("Laptop-2", "someone", "kepada keluarga satu KK"),
    ]
    assert row.records[1].at - row.records[0].at == 60_000


def test_the_collector_is_named_masked_where_the_record_is_here(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application, "C-14")
    office.desk.hand_over(application, Collector("family", "Budi Santoso", "ayah", "KTP 1"))
    from_elsewhere(office, f"application/{application}", "application.handed_over", SECOND)
    assert [one.who for one in only(office).records] == ["Budi S.", ""]


def test_a_pair_offers_either_both_and_to_pass_it_on(office: Office) -> None:
    handed_over_twice(office)
    row = only(office)
    assert row.paired
    assert [(one.key, one.verdict) for one in row.answers] == [
        ("1", "first"),
        ("2", "second"),
        ("3", "both"),
        ("4", "passed_on"),
    ]


def test_a_decision_takes_it_off_the_list_and_names_both_events(office: Office) -> None:
    handed_over_twice(office)
    row = only(office)
    office.desk.decide_check(row, "first")
    assert checks(office) == ()
    assert office.desk.status_view().checks == 0
    assert recorded(office) == {
        "flag": "handover_twice",
        "events": list(row.events),
        "verdict": "first",
        "reason": "",
    }
    trail = office.desk.state_view().trail
    assert trail is not None
    assert trail.text == "A-001 diperiksa: catatan pertama yang benar"


def test_the_register_says_what_was_decided(office: Office) -> None:
    handed_over_twice(office)
    assert {row.flags for row in office.desk.report_handovers().rows} == {("Paspor diserahkan dua kali",)}
    office.desk.decide_check(only(office), "first")
    assert {row.flags for row in office.desk.report_handovers().rows} == {
        ("Paspor diserahkan dua kali: catatan pertama yang benar",)
    }


def test_what_is_passed_on_stays_with_who_passed_it_on(office: Office) -> None:
    handed_over_twice(office)
    office.desk.decide_check(only(office), "passed_on")
    row = only(office)
    assert row.passed_on is not None
    assert (row.passed_on.officer, row.passed_on.at) == ("Dewi A.", office.clock())
    assert [one.verdict for one in row.answers] == ["first", "second", "both"]
    office.desk.decide_check(row, "both")
    assert checks(office) == ()


def test_a_decision_is_taken_back_within_five_minutes(office: Office) -> None:
    handed_over_twice(office)
    office.desk.decide_check(only(office), "second")
    office.clock.forward(minutes=4)
    undone = office.desk.undo()
    assert undone.text == "↶ A-001 kembali ke Perlu diperiksa."
    assert only(office).flag == "handover_twice"


def test_an_officer_sees_it_and_is_told_who_decides(office: Office) -> None:
    handed_over_twice(office)
    row = only(office)
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "246802")
    office.desk.login("rudi", "246802")
    shown = only(office)
    assert (shown.answers, shown.refusal) == (
        (),
        "Yang memutuskan kepala seksi. Catatannya tetap. Sampaikan kepadanya.",
    )
    with refused("not_allowed"):
        office.desk.decide_check(row, "first")
    assert only(office).records == row.records


def test_what_changed_since_it_was_read_is_not_decided(office: Office) -> None:
    application = handed_over_twice(office)
    row = only(office)
    a_third_time(office, application)
    with refused("changed"):
        office.desk.decide_check(row, "first")
    assert [len(shown.events) for shown in checks(office)] == [3]


def test_three_records_are_listed_and_only_looked_at_or_passed_on(office: Office) -> None:
    application = handed_over_twice(office)
    a_third_time(office, application)
    row = only(office)
    assert (len(row.records), row.paired) == (3, False)
    assert [one.verdict for one in row.answers] == ["seen", "passed_on"]


def test_undo_of_the_handover_here_takes_it_off_the_list(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application, "C-14")
    office.desk.hand_over(application, Collector("self"))
    office.clock.forward(minutes=-1)
    from_elsewhere(office, f"application/{application}", "application.handed_over", SECOND)
    office.clock.forward(minutes=1)
    assert "handover_twice" in {row.flag for row in checks(office)}
    office.desk.undo()
    assert "handover_twice" not in {row.flag for row in checks(office)}


def test_what_was_decided_is_not_decided_again(office: Office) -> None:
    handed_over_twice(office)
    row = only(office)
    office.desk.decide_check(row, "first")
    with refused("decided"):
        office.desk.decide_check(row, "second")


@pytest.mark.parametrize(
    ("kind", "data", "flag", "said"),
    [
        ("application.pickup_reported", {"reason": "photo"}, "pickup_reported", "melaporkan pengambilan ini"),
        ("application.handed_over", SECOND, "handover_unready", "kepada keluarga satu KK"),
        ("application.opened", {"number": "A-009"}, "opened_twice", "dibuka untuk A-009"),
    ],
)
def test_every_flag_says_what_is_known_and_can_be_settled(
    office: Office, kind: str, data: dict[str, str], flag: str, said: str
) -> None:
    application, _text = office.slipped()
    from_elsewhere(office, f"application/{application}", kind, data)
    row = only(office)
    assert (row.flag, row.records[-1].text) == (flag, said)
    assert row.sentence
    office.desk.decide_check(row, row.answers[0].verdict)
    assert checks(office) == ()


def test_a_double_call_is_settled_on_its_number(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    office.desk.call(ticket)
    from_elsewhere(office, f"ticket/{ticket}", "ticket.called", {"counter": "5"})
    row = only(office)
    assert (row.text, [one.place for one in row.records]) == (
        "Dipanggil di dua loket",
        ["Loket 3", "Loket 5"],
    )
    office.desk.decide_check(row, "both")
    assert checks(office) == ()
    assert office.events()[-1].stream == f"ticket/{ticket}"


def test_nothing_is_decided_about_what_a_newer_program_wrote(office: Office) -> None:
    application = handed_over_twice(office)
    row = only(office)
    office.clock.forward(minutes=1)
    newer = {"reason": "photo"}
    from_elsewhere(
        office, f"application/{application}", "application.pickup_reported", newer, device="loket6", v=2
    )
    assert {(shown.flag, shown.answers) for shown in checks(office)} == {("", ()), ("handover_twice", ())}
    with refused("upgrade"):
        office.desk.decide_check(row, "first")


def test_without_the_screen_a_contradiction_is_listed_and_settled_by_its_number(office: Office) -> None:
    handed_over_twice(office)
    shown = perform(office.desk, "checks", Wish())["checks"]
    assert [(row["subject"], row["flag"]) for row in shown] == [("A-001", "handover_twice")]
    with refused("unknown_verdict"):
        perform(office.desk, "check", Wish(text="a-001", verdict="third"))
    with refused("not_listed"):
        perform(office.desk, "check", Wish(text="A-009", verdict="first"))
    answer = perform(office.desk, "check", Wish(text="a-001", verdict="first"))
    assert (answer["checks"], len(answer["events"])) == ([], 1)


def test_the_newest_contradiction_stands_first(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    office.desk.call(ticket)
    from_elsewhere(office, f"ticket/{ticket}", "ticket.called", {"counter": "5"})
    office.desk.missed()
    office.clock.forward(minutes=1)
    application, _text = office.slipped()
    again = {"number": "A-009"}
    from_elsewhere(office, f"application/{application}", "application.opened", again, device="loket6")
    assert [row.flag for row in checks(office)] == ["opened_twice", "called_twice"]


def test_a_number_of_a_newer_program_is_listed_with_what_to_do(office: Office) -> None:
    ticket = office.desk.issue("paspor_baru").id
    from_elsewhere(office, f"ticket/{ticket}", "ticket.called", {"counter": "5"}, v=2)
    row = only(office)
    assert (row.text, row.answers) == ("Dicatat oleh versi yang lebih baru", ())
    assert row.refusal.endswith("Perbarui program ini.")
