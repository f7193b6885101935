"""Who may ask for which report, and what is in it."""

from counter_tui.desk.desk import Desk
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import Office
from tests.refusal import refused


def handed(office: Office, name: str, collector: Collector) -> str:
    """Hand one passport over, a minute after whatever was before; return its number."""
    office.clock.forward(minutes=1)
    ticket = office.desk.issue("paspor_baru", None, (ApplicantDraft(full_name=name),))
    office.desk.mark_ready(ticket.applications[0], "C-14")
    office.desk.hand_over(ticket.applications[0], collector)
    return ticket.number


def as_role(office: Office, role: str) -> Desk:
    """Return the desk with an officer of this role alone."""
    office.desk.add_officer(role, f"Petugas {role.title()}", [role], "246802")
    desk = office.desk_without_officer()
    desk.login(role, "246802")
    return desk


def test_the_register_has_full_names_oldest_first_and_who_asked(office: Office) -> None:
    first = handed(office, "Hartini Purnomo", Collector("self"))
    second = handed(office, "Siti Maulana", Collector("family", "Budi Santoso", "ayah", "KTP 3171234"))
    report = office.desk.report_handovers()
    assert [(row.number, row.owner, row.collector, row.id_reference) for row in report.rows] == [
        (first, "Hartini Purnomo", "", ""),
        (second, "Siti Maulana", "Budi Santoso", "KTP 3171234"),
    ]
    assert (report.issuer.officer, report.issuer.office_name, report.masked) == (
        "Dewi Anggraini",
        "Kanim Palembang",
        False,
    )
    assert (report.day_from, report.day_to) == ("2024-08-15", "2024-09-14")


def test_the_register_holds_only_the_days_that_were_asked_for(office: Office) -> None:
    handed(office, "Hartini Purnomo", Collector("self"))
    office.clock.forward(minutes=24 * 60)
    office.desk.open_day("leave")
    number = handed(office, "Siti Maulana", Collector("self"))
    report = office.desk.report_handovers("2024-09-15", "2024-09-15")
    assert [row.number for row in report.rows] == [number]
    with refused("day"):
        office.desk.report_handovers("kemarin")


def test_who_keeps_the_register_gets_it_and_a_reviewer_gets_it_masked(office: Office) -> None:
    handed(office, "Siti Maulana", Collector("family", "Budi Santoso", "ayah", "KTP 3171234"))
    for role in ("pickup", "supervisor"):
        assert [row.owner for row in as_role(office, role).report_handovers().rows] == ["Siti Maulana"]
    report = as_role(office, "reviewer").report_handovers()
    (row,) = report.rows
    assert (row.owner, row.collector, row.id_reference, report.masked) == (
        "Siti M.",
        "Budi S.",
        "…1234",
        True,
    )


def test_an_officer_of_a_counter_gets_no_report(office: Office) -> None:
    desk = as_role(office, "officer")
    with refused("not_allowed"):
        desk.report_handovers()
    with refused("not_allowed"):
        desk.report_uncollected()


def test_all_uncollected_passports_are_reported_however_many_pages_they_fill(office: Office) -> None:
    for _number in range(23):
        ticket = office.desk.issue("paspor_baru", None, (ApplicantDraft(full_name="Siti Maulana"),))
        office.desk.mark_ready(ticket.applications[0], "C-14")
    office.clock.forward(minutes=21 * 24 * 60)
    report = office.desk.report_uncollected()
    assert len({row.application for row in report.rows}) == 23
    assert {(row.masked_name, row.days) for row in report.rows} == {("Siti M.", 21)}
