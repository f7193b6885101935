"""An applicant gets all that is held on them, and has it erased; the journal says who asked, not for whom."""

import json

import msgspec
import pytest

from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import Office
from tests.refusal import refused

NIK = "1671086609993585"


def known(office: Office) -> str:
    """Return an open application whose applicant is known."""
    ticket = office.desk.issue("paspor_baru")
    (application,) = ticket.applications
    office.desk.set_applicant(application, ApplicantDraft(full_name="Siti Maulana", nik=NIK))
    return application


def handed(office: Office, collector: Collector) -> str:
    """Return an application that was handed over."""
    application = known(office)
    office.desk.mark_ready(application)
    office.desk.hand_over(application, collector)
    return application


def test_the_file_holds_records_and_what_was_done(office: Office) -> None:
    application = known(office)
    found = office.desk.export_applicant(application)
    assert [one.data["nik"] for one in found.records] == [NIK]
    assert [event.type for event in found.events] == [
        "ticket.issued",
        "application.opened",
        "applicant.exported",
    ]
    assert found.events[-1].officer == "Dewi A."


def test_somebody_else_s_name_stays_masked_in_it(office: Office) -> None:
    collector = Collector("family", full_name="Budi Santoso", relation="ayah", id_reference="KTP 3171234567")
    found = office.desk.export_applicant(handed(office, collector))
    text = json.dumps(msgspec.to_builtins(found))
    assert "Budi S." in text
    assert "Santoso" not in text
    assert "3171234567" not in text


def test_that_it_was_given_out_is_recorded_without_a_name(office: Office) -> None:
    application = known(office)
    office.desk.export_applicant(application)
    event = office.events()[-1]
    assert (event.type, event.stream, event.data) == (
        "applicant.exported",
        f"applicant/{application}",
        {},
    )
    officer = office.desk.officer()
    assert officer is not None
    assert event.actor == officer.id


def test_an_open_application_is_not_erased(office: Office) -> None:
    application = known(office)
    with refused("open_application"):
        office.desk.erase_applicant(application, "requested")
    assert office.desk.export_applicant(application).records


def test_an_erasure_leaves_nothing_of_the_person_and_keeps_the_register_s_collector(office: Office) -> None:
    collector = Collector("family", full_name="Budi Santoso", relation="ayah", id_reference="KTP 3171234567")
    application = handed(office, collector)
    done = office.desk.erase_applicant(application, "requested")
    assert done.erased == {"applicant": 1}
    with office.store.read() as conn:
        rows = conn.execute("SELECT kind, standing, data FROM record WHERE kind <> 'officer'").fetchall()
        jobs = conn.execute("SELECT data FROM print_job").fetchall()
    texts = json.dumps([rows, jobs])
    assert "Siti" not in texts
    assert NIK not in texts
    assert "Santoso" in texts
    assert [row.number for row in office.desk.handover_book().rows] == ["A-001"]
    event = office.events()[-1]
    assert (event.type, event.data) == ("applicant.erased", {"reason": "requested"})


def test_who_collected_their_own_goes_with_them(office: Office) -> None:
    application = handed(office, Collector("self", full_name="Siti Maulana"))
    assert office.desk.erase_applicant(application, "requested").erased == {"applicant": 1, "collector": 1}


def test_a_booking_is_found_by_its_code_and_erased_though_nobody_came(office: Office) -> None:
    with office.store.write() as tx:
        tx.put_record("applicant", "b1", {"name": "Siti Maulana", "code": "MP1"}, lookup="MP1")
    assert office.desk.export_applicant("mp1").application == "b1"
    assert office.desk.erase_applicant("mp1", "wrong_person").erased == {"applicant": 1}


@pytest.mark.parametrize(("role", "allowed"), [("officer", False), ("reviewer", False), ("supervisor", True)])
def test_only_supervisor_and_admin_give_out_or_erase(office: Office, role: str, allowed: bool) -> None:
    application = handed(office, Collector("self"))
    office.desk.add_officer("rudi", "Rudi Hartono", [role], "654321")
    office.desk.login("rudi", "654321")
    if allowed:
        office.desk.export_applicant(application)
        office.desk.erase_applicant(application, "requested")
        return
    with refused("not_allowed"):
        office.desk.export_applicant(application)
    with refused("not_allowed"):
        office.desk.erase_applicant(application, "requested")


def test_what_is_unknown_or_without_a_reason_is_refused(office: Office) -> None:
    with refused("unknown_application"):
        office.desk.export_applicant("tidak-ada")
    application = handed(office, Collector("self"))
    with refused("reason"):
        office.desk.erase_applicant(application, "karena")
