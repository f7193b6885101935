"""A slip under a revoked key whose issue nobody knows: only who decides hands over on it."""

from counter_tui.core.slip_key_list import DAY_MS
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import Office
from tests.desk.slip_centre import certify, entry, token
from tests.refusal import refused


def shown_doubted(office: Office, *roles: str) -> str:
    """Let an officer of these roles scan a doubted slip of a ready passport; return its application."""
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    certify(office, entry(office, revoked=office.clock() - DAY_MS))
    text = token(office, application)
    office.desk.add_officer("rini", "Rini Astuti", list(roles), "654321")
    office.desk.login("rini", "654321")
    office.desk.pickup_card(text)
    return application


def test_an_officer_hands_nothing_over_on_it_not_even_by_the_number(office: Office) -> None:
    application = shown_doubted(office, "officer")
    assert office.desk.pickup_card("A-001").application == application

    with refused("needs_supervisor"):
        office.desk.hand_over(application, Collector("self"))
    with refused("needs_supervisor"):
        office.desk.hand_over_list([application], Collector("partner", "A", institution="B"))

    assert "application.handed_over" not in office.types()


def test_a_supervisor_s_handover_on_it_is_put_on_the_list_of_checks(office: Office) -> None:
    application = shown_doubted(office, "supervisor")

    done = office.desk.hand_over(application, Collector("self"))

    assert (done.status, done.readiness) == ("handed_over", "ready")
    assert [(row.subject, row.text) for row in office.desk.state_view().checks] == [
        ("A-001", "Pengambilan dilaporkan petugas")
    ]


def test_undoing_that_handover_takes_its_report_back_and_the_doubt_stays(office: Office) -> None:
    application = shown_doubted(office, "supervisor")
    office.desk.hand_over(application, Collector("self"))

    office.desk.undo()

    assert office.desk.state_view().checks == ()
    office.desk.hand_over(application, Collector("self"))
    assert office.types()[-1] == "application.pickup_reported"


def test_a_slip_that_is_only_asked_about_is_no_attempt_to_collect(office: Office) -> None:
    application, _text = office.slipped()
    office.desk.mark_ready(application)
    certify(office, entry(office, revoked=office.clock() - DAY_MS))
    office.desk.verify(token(office, application))
    office.desk.add_officer("rini", "Rini Astuti", ["officer"], "654321")
    office.desk.login("rini", "654321")

    assert office.desk.hand_over(application, Collector("self")).status == "handed_over"
