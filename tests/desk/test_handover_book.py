"""The register of handovers (buku penyerahan) is searched by number, name and day."""

import pytest

from counter_tui.desk.views.auditing import AuditAsked
from counter_tui.desk.views.pickup import Collector
from tests.desk.office import BOOKINGS, HARTINI, Office, from_elsewhere
from tests.desk.shelf import on_the_shelf
from tests.refusal import refused

ONE_DAY = 24 * 60
AGUS = Collector("proxy", "Agus Wibowo", "tetangga", "KTP 1671014409020003")


@pytest.fixture
def handed(office: Office) -> str:
    """Hand Hartini's passport over to Agus; return its application."""
    office.desk.import_file(BOOKINGS)
    application = office.desk.check_in(HARTINI).applications[0]
    office.desk.mark_ready(application)
    office.desk.hand_over(application, AGUS)
    return application


def test_a_line_tells_who_gave_what_to_whom_and_masks_names(office: Office, handed: str) -> None:
    (row,) = office.desk.handover_book().rows

    assert (row.application, row.number, row.service) == (handed, "B-001", "paspor_penggantian")
    assert (row.owner, row.kind, row.collector, row.relation) == (
        "Hartini P.", "proxy", "Agus W.", "tetangga",
    )  # fmt: skip
    assert (row.id_reference, row.officer, row.counter, row.device) == (
        "…0003", "Dewi A.", "Loket 3", "loket3",
    )  # fmt: skip
    assert (row.signed, row.readiness, row.flags) == (True, "ready", ())


def test_one_line_is_looked_at_in_full(office: Office, handed: str) -> None:
    (row,) = office.desk.handover_book().rows

    entry = office.desk.handover_entry(row.event)

    assert (entry.owner, entry.collector) == ("Hartini Purnomo", "Agus Wibowo")
    assert entry.id_reference == "KTP 1671014409020003"
    with refused("unknown_handover"):
        office.desk.handover_entry("0198")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("b1", 1), ("B-001", 1), ("hartini", 1), ("PURNOMO", 1), ("wibow", 1), ("A-001", 0), ("100%", 0)],
)
@pytest.mark.usefixtures("handed")
def test_a_line_is_found_by_number_and_by_owner_s_or_collector_s_name(
    office: Office, text: str, lines: int
) -> None:
    assert len(office.desk.handover_book(text).rows) == lines


def test_a_partner_s_lines_are_found_by_the_institution(office: Office) -> None:
    partner = Collector("partner", "Ahmad Fauzi", institution="Kemenag Surakarta")
    office.desk.hand_over_list([on_the_shelf(office), on_the_shelf(office)], partner)

    rows = office.desk.handover_book("surakarta").rows

    assert [row.institution for row in rows] == ["Kemenag Surakarta"] * 2
    assert len({row.list for row in rows}) == 1


@pytest.mark.usefixtures("handed")
def test_days_narrow_the_register_and_both_ends_count(office: Office) -> None:
    office.clock.forward(minutes=ONE_DAY)
    office.desk.hand_over(on_the_shelf(office), Collector("self"))

    def numbers(day_from: str, day_to: str) -> list[str]:
        return [row.number for row in office.desk.handover_book("", day_from, day_to).rows]

    assert numbers("", "") == ["A-001", "B-001"]
    assert numbers("2024-09-14", "2024-09-14") == ["B-001"]
    assert numbers("2024-09-15", "2024-09-15") == ["A-001"]
    assert numbers("2024-09-14", "2024-09-15") == ["A-001", "B-001"]
    assert office.desk.handover_book("B-001", "2024-09-15").rows == ()
    with refused("day"):
        numbers("14/9", "")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-10", "2024-02-30"])
def test_a_day_on_which_nothing_can_have_been_written_is_refused_in_a_sentence(
    office: Office, day: str
) -> None:
    with refused("day"):
        office.desk.handover_book("", "", day)
    with refused("day"):
        office.desk.report_actions(AuditAsked(day_to=day))


@pytest.mark.usefixtures("handed")
def test_an_undone_handover_is_no_line(office: Office) -> None:
    office.desk.undo()

    assert office.desk.handover_book().rows == ()


def test_both_of_two_handovers_are_lines_and_say_that_they_contradict(office: Office, handed: str) -> None:
    again = {"collector": "family", "record": "r", "readiness": "unknown", "counter": "5"}
    from_elsewhere(office, f"application/{handed}", "application.handed_over", again)

    rows = office.desk.handover_book("B-001").rows

    assert sorted(row.event for row in rows) == sorted(row.event for row in office.desk.handover_book().rows)
    assert {row.counter for row in rows} == {"Loket 3", "Loket 5"}
    assert {row.flags for row in rows} == {("Paspor diserahkan dua kali",)}


def test_the_register_goes_on_over_pages(office: Office) -> None:
    for _ in range(21):
        office.desk.hand_over(on_the_shelf(office), Collector("self"))
        office.clock.forward(seconds=1)

    page, rest = office.desk.handover_book(), office.desk.handover_book(page=2)

    assert (len(page.rows), page.more, len(rest.rows), rest.more) == (20, True, 1, False)
    assert (page.rows[0].number, rest.rows[0].number) == ("A-021", "A-001")


def test_whose_officer_left_is_still_named(office: Office, handed: str) -> None:
    office.desk.add_officer("lia", "Lia Nuraini", ["admin"], "654321")
    office.desk.login("lia", "654321")
    office.desk.revoke_officer("dewi")

    assert [row.officer for row in office.desk.handover_book().rows] == ["Dewi A."]


def test_the_register_is_read_by_those_who_hand_over(office: Office) -> None:
    office.desk.add_officer("rina", "Rina Sari", ["reviewer"], "654321")
    office.desk.login("rina", "654321")

    with refused("not_allowed"):
        office.desk.handover_book()
