"""The card tells what an officer must know before and after a passport leaves, and takes a report."""

import pytest

from counter_tui.core.slip_key_list import DAY_MS
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import BOOKINGS, HARTINI, Office, from_elsewhere
from tests.desk.shelf import last, on_the_shelf
from tests.desk.slip_centre import certify, entry, printed_elsewhere
from tests.refusal import refused

AGUS = Collector("family", "Agus Wibowo", "kakak", "KTP 1671")


def test_a_used_slip_says_when_where_and_by_whom(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    application = office.desk.check_in(HARTINI).applications[0]
    office.desk.mark_ready(application)
    office.desk.hand_over(application, AGUS)

    card = office.desk.pickup_card(application)

    assert card.sentence == (
        "Resi ini sudah dipakai 14 Sep 09.00 oleh Dewi A. di Loket 3. Tidak ada yang berubah. "
        "Jangan serahkan; o untuk melapor."
    )
    row = card.handover
    assert row is not None
    assert (row.number, row.collector, row.officer, row.counter) == (
        "B-001", "Keluarga satu KK", "Dewi A.", "Loket 3",
    )  # fmt: skip
    assert (row.masked_name, row.service_name) == ("Hartini P.", "Penggantian paspor")


def test_a_handover_by_an_officer_unknown_here_is_told_without_a_name(office: Office) -> None:
    application = on_the_shelf(office)
    elsewhere = {"collector": "self", "record": "r", "readiness": "ready", "counter": "5"}
    from_elsewhere(office, f"application/{application}", "application.handed_over", elsewhere)

    card = office.desk.pickup_card(application)

    assert "di Loket 5. Tidak ada yang berubah." in card.sentence


def test_the_card_says_what_this_office_asks_of_a_handover(office: Office) -> None:
    application = on_the_shelf(office)
    plain = office.desk.pickup_card(application)
    office.setting("handover_receipt", "printed")
    office.setting("papers_one_by_one", True)
    office.setting("collector_named", True)

    strict = office.desk.pickup_card(application)

    assert (plain.receipt, plain.one_by_one, [one.named for one in plain.collectors]) == (
        False, False, [False, False, False],
    )  # fmt: skip
    assert (strict.receipt, strict.one_by_one, [one.named for one in strict.collectors]) == (
        True, True, [False, True, True],
    )  # fmt: skip


@pytest.mark.parametrize(
    "collector", [Collector("family"), Collector("proxy", "Agus"), Collector("family", "", "", "KTP 1671")]
)
def test_where_the_office_says_so_family_and_proxy_are_written_down(
    office: Office, collector: Collector
) -> None:
    office.setting("collector_named", True)
    application = on_the_shelf(office)

    with refused("collector_named"):
        office.desk.hand_over(application, collector)

    assert office.desk.hand_over(application, AGUS).status == "handed_over"


def test_the_owner_needs_no_name_written_down(office: Office) -> None:
    office.setting("collector_named", True)

    assert office.desk.hand_over(on_the_shelf(office), Collector("self")).signed


def test_a_suspicious_pickup_is_reported_and_stands_on_the_supervisors_list(office: Office) -> None:
    application = on_the_shelf(office)

    report = office.desk.report_pickup(application, "collector_doubtful")

    assert (report.number, last(office, "application.pickup_reported").data["reason"]) == (
        "A-001", "collector_doubtful",
    )  # fmt: skip
    assert office.desk.status_view().checks == 1
    assert office.desk.pickup_card(application).answer == "ready"


def test_a_report_made_by_mistake_is_taken_back(office: Office) -> None:
    office.desk.report_pickup(on_the_shelf(office), "other")

    assert office.desk.undo().text == "↶ A-001 tidak jadi dilaporkan."
    assert office.desk.status_view().checks == 0


def test_a_report_has_one_of_the_office_s_reasons(office: Office) -> None:
    application = on_the_shelf(office)
    codes = [choice.code for choice in office.desk.report_choices()]

    with refused("reason"):
        office.desk.report_pickup(application, "Agus mencurigakan")
    with refused("unknown_application"):
        office.desk.report_pickup("0198f000-0000-7000-8000-000000000001", codes[0])


def test_a_slip_of_a_revoked_key_is_accepted_by_who_decides_after_an_id_check(office: Office) -> None:
    application = on_the_shelf(office)
    slip = printed_elsewhere(office, application)
    certify(office, entry(office, revoked=office.clock() - DAY_MS))

    card = office.desk.pickup_card(slip)
    log_in(office, "officer")
    refusal = office.desk.pickup_card(slip)

    assert (card.application, card.allowed) == (application, True)
    assert card.warning == "Kunci resi ini dicabut: cocokkan identitasnya dulu."
    assert (refusal.answer, refusal.application, refusal.allowed) == ("refused", "", False)


def test_a_doubted_clock_is_told_on_the_card(office: Office) -> None:
    application = on_the_shelf(office)
    slip = printed_elsewhere(office, application)
    certify(office, entry(office))
    office.desk._post.clock_offset = lambda: -11 * 60_000

    card = office.desk.pickup_card(slip)

    assert card.allowed
    assert card.warning.startswith("Jam komputer ini diragukan.")


def log_in(office: Office, role: str) -> None:
    """Let Rina act, who has this role alone."""
    office.desk.add_officer("rina", "Rina Sari", [role], "654321")
    office.desk.login("rina", "654321")


def test_who_may_not_hand_over_changes_nothing_here(office: Office) -> None:
    application = on_the_shelf(office)
    log_in(office, "reviewer")

    for attempt in (
        lambda: office.desk.hand_over(application, AGUS),
        lambda: office.desk.hand_over_list([application], Collector("partner", "A", institution="B")),
        lambda: office.desk.receipt_signed(application),
        lambda: office.desk.ready_by_hand(application),
        lambda: office.desk.mark_ready(application),
        lambda: office.desk.report_pickup(application, "other"),
    ):
        with refused("not_allowed"):
            attempt()
