"""A handover is signed for: in the register at once, or on a printed receipt that is ticked afterwards."""

from counter_tui.core.print_job import Job, JobState
from counter_tui.desk.views.pickup import Collector
from counter_tui.store.spool import StoredSpool
from tests.desk.office import Office, from_elsewhere
from tests.desk.shelf import last, on_the_shelf
from tests.refusal import refused


def handed_over(office: Office, *, signed: bool = True) -> str:
    """Hand one passport over to a relative; return its application."""
    application = on_the_shelf(office)
    office.desk.hand_over(application, Collector("family", "Agus Wibowo", "kakak"), signed=signed)
    return application


def receipts(office: Office) -> list[Job]:
    jobs = StoredSpool(office.store).jobs(list(JobState))
    return [job for job in jobs if job.document == "receipt"]


def test_enter_attests_that_the_register_was_signed(office: Office) -> None:
    handed_over(office)

    assert last(office, "application.handed_over").data["signed"] is True
    assert receipts(office) == []
    assert office.desk.pickup_view().handed_over[0].signed


def test_whoever_did_not_sign_the_register_stays_unsigned(office: Office) -> None:
    handed_over(office, signed=False)

    assert not office.desk.pickup_view().handed_over[0].signed


def test_the_printed_receipt_names_the_collector_masked_and_waits_for_its_signature(office: Office) -> None:
    office.setting("handover_receipt", "printed")

    application = handed_over(office)

    (job,) = receipts(office)
    assert (job.subject, job.state, job.copy) == ("A-001", "queued", 0)
    assert (job.data["collector"], job.data["collector_name"]) == ("Keluarga satu KK", "Agus W.")
    assert last(office, "application.handed_over").data["signed"] is False
    unsigned = office.desk.pickup_view().unsigned
    assert [(row.application, row.number, row.signed) for row in unsigned] == [(application, "A-001", False)]


def test_a_receipt_of_a_service_for_foreigners_is_bilingual(office: Office) -> None:
    office.setting("handover_receipt", "printed")
    application = on_the_shelf(office, "itas_perpanjangan")

    office.desk.hand_over(application, Collector("self"))

    (job,) = receipts(office)
    assert (job.data["language"], job.data["collector_en"]) == ("id+en", "Owner")


def test_a_signed_receipt_is_ticked_once(office: Office) -> None:
    office.setting("handover_receipt", "printed")
    application = handed_over(office)

    row = office.desk.receipt_signed(application)

    assert row.signed
    assert office.desk.pickup_view().unsigned == ()
    with refused("nothing_to_sign"):
        office.desk.receipt_signed(application)


def test_the_tick_is_undone_before_the_handover(office: Office) -> None:
    office.setting("handover_receipt", "printed")
    application = handed_over(office)
    office.desk.receipt_signed(application)

    assert office.desk.undo().text.startswith("↶ Tanda terima A-001")
    assert [row.application for row in office.desk.pickup_view().unsigned] == [application]

    told = office.desk.undo().text
    assert (
        told == "Penyerahan A-001 diurungkan. Ambil kembali paspornya. Kertasnya tidak berlaku lagi; sobek."
    )
    assert office.desk.pickup_view().unsigned == ()
    assert office.desk.pickup_card(application).allowed


def test_of_two_handovers_the_one_of_this_computer_is_signed_for(office: Office) -> None:
    office.setting("handover_receipt", "printed")
    application = handed_over(office)
    here = last(office, "application.handed_over").id
    second = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "5"}
    from_elsewhere(office, f"application/{application}", "application.handed_over", second)

    office.desk.receipt_signed(application)

    assert last(office, "application.receipt_signed").data["handover"] == here
