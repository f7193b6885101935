"""A partner collects a whole list at once: previewed line by line, handed over whole, signed for once."""

import pytest

from counter_tui.core.print_job import Job, JobState
from counter_tui.core.refusal import Refused
from counter_tui.desk import post
from counter_tui.desk.views.pickup import Collector
from counter_tui.store import queries
from counter_tui.store.spool import StoredSpool
from tests.desk.office import BOOKINGS, HARTINI, OFFLINE, Office
from tests.desk.shelf import last, on_the_shelf
from tests.refusal import refused

KEMENAG = Collector("partner", "Ahmad Fauzi", id_reference="ST-12", institution="Kemenag Surakarta")


def hajj(office: Office, count: int) -> list[str]:
    """Put a list of hajj passports on the shelf; return their applications."""
    return [on_the_shelf(office, "haji_kolektif") for _ in range(count)]


def receipts(office: Office) -> list[Job]:
    jobs = StoredSpool(office.store).jobs(list(JobState), 1000)
    return [job for job in jobs if job.document == "partner_receipt"]


def test_each_line_of_the_list_says_whether_it_may_be_handed_over(office: Office) -> None:
    _application, slip = office.slipped()
    ready, used, waits = (on_the_shelf(office), on_the_shelf(office), office.desk.issue("paspor_baru"))
    office.desk.hand_over(used, Collector("self"))

    view = office.desk.partner_list(["A-002", "a-3", waits.number, slip, "", "A-002", ready, "A-999"])

    assert [row.status for row in view.rows] == [
        "ready", "used", "not_ready", "not_ready", "twice", "twice", "not_found",
    ]  # fmt: skip
    assert view.applications == (ready,)
    assert slip not in str(view)


def test_a_family_s_number_stands_for_each_of_them_in_turn(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    family = office.desk.check_in(HARTINI, family=["MP958740728"])
    for application in family.applications:
        office.desk.mark_ready(application)

    view = office.desk.partner_list([family.number] * 3)

    assert view.applications == family.applications
    assert [row.status for row in view.rows] == ["ready", "ready", "twice"]


def test_120_passports_go_in_one_step_with_one_receipt_and_one_collector(office: Office) -> None:
    applications = hajj(office, 120)

    done = office.desk.hand_over_list(applications, KEMENAG)

    handed = [event for event in office.events() if event.type == "application.handed_over"]
    assert [event.stream.partition("/")[2] for event in handed] == applications
    assert {event.data["list"] for event in handed} == {done.list}
    (record,) = {event.data["record"] for event in handed}
    with office.store.read() as conn:
        kept = queries.record(conn, "collector", record)
    assert kept is not None
    assert (kept["institution"], kept["name"], kept["list"]) == (
        "Kemenag Surakarta",
        "Ahmad Fauzi",
        done.list,
    )
    (job,) = receipts(office)
    assert job.id == done.receipt
    assert [row["number"] for row in job.data["rows"]] == list(done.numbers)
    assert (job.data["partner"], job.data["collector_name"]) == ("Kemenag Surakarta", "Ahmad F.")


def test_undo_takes_the_whole_list_back_as_one_step(office: Office) -> None:
    applications = hajj(office, 120)
    office.desk.hand_over_list(applications, KEMENAG)

    text = office.desk.undo().text

    assert text.startswith("Penyerahan 120 paspor ke mitra diurungkan.")
    assert office.desk.partner_list(applications).applications == tuple(applications)
    assert office.desk.pickup_view().today == 0
    assert office.desk.hand_over_list(applications, KEMENAG).numbers


def test_a_step_longer_than_undo_looks_back_is_not_torn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.desk.hand_over_list(hajj(office, 3), KEMENAG)
    monkeypatch.setattr(post, "LOOK_BACK", 3)

    with refused("nothing_to_undo"):
        office.desk.undo()

    assert office.desk.pickup_view().today == 3


def test_one_that_is_refused_keeps_the_whole_list_here(office: Office) -> None:
    applications = hajj(office, 3)
    office.desk.hand_over(applications[1], Collector("self"))
    before = len(office.events())

    with pytest.raises(Refused) as caught:
        office.desk.hand_over_list(applications, KEMENAG)

    assert caught.value.code == "list"
    assert "H-002 (sudah diserahkan)" in caught.value.sentence
    assert len(office.events()) == before
    assert receipts(office) == []


def test_unknown_readiness_is_handed_over_recorded_and_flagged(office: Office) -> None:
    application = office.desk.issue("haji_kolektif").applications[0]
    office.line = OFFLINE

    office.desk.hand_over_list([application], KEMENAG)

    assert last(office, "application.handed_over").data["readiness"] == "unknown"
    assert office.desk.status_view().checks == 1


@pytest.mark.parametrize("rule", ["none", "printed"])
def test_the_partner_signs_once_for_the_whole_list(office: Office, rule: str) -> None:
    office.setting("handover_receipt", rule)
    applications = hajj(office, 3)
    office.desk.hand_over_list(applications, KEMENAG)
    (row,) = office.desk.pickup_view().unsigned

    office.desk.receipt_signed(row.application)

    assert row.count == 3
    assert office.desk.pickup_view().unsigned == ()


def test_the_event_of_the_receipt_names_no_booking_code(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    application = office.desk.pickup_card(HARTINI).application
    office.desk.mark_ready(application)

    office.desk.hand_over_list([application, *hajj(office, 2)], KEMENAG)

    assert last(office, "paper.printed").data["subject"] == "+2"


@pytest.mark.parametrize(
    "partner",
    [Collector("partner", "Ahmad Fauzi"), Collector("partner", institution="Kemenag Surakarta")],
)
def test_a_partner_has_an_institution_and_somebody_who_stands_for_it(
    office: Office, partner: Collector
) -> None:
    with refused("partner"):
        office.desk.hand_over_list([on_the_shelf(office)], partner)


@pytest.mark.parametrize(("count", "code"), [(0, "empty"), (301, "list_too_long")])
def test_a_list_has_one_to_three_hundred_passports(office: Office, count: int, code: str) -> None:
    with refused(code):
        office.desk.hand_over_list([f"a{n}" for n in range(count)], KEMENAG)
