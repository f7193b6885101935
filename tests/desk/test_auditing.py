"""Who did what when: by day, by officer, by number; for whoever reviews, never for everybody."""

import pytest

from counter_tui.core.zones import moment
from counter_tui.desk.views.auditing import AuditAsked
from counter_tui.store import audit
from tests.desk.office import DAY, ZONE, Office, from_elsewhere
from tests.refusal import refused


def told(office: Office, **asked: str) -> list[tuple[str, str, str]]:
    rows = office.desk.report_actions(AuditAsked(**asked)).rows
    return [(row.officer, row.text, row.number) for row in rows]


def test_a_day_is_told_in_order_with_officer_action_number_and_counter(office: Office) -> None:
    office.served()
    found = office.desk.report_actions(AuditAsked())
    words = (
        "terbit",
        "dibuka untuk A-001",
        "dipanggil",
        "mulai dilayani",
        "Berkas selesai",
        "Berkas selesai",
    )
    assert [row for row in told(office) if row[2]] == [("Dewi A.", word, "A-001") for word in words]
    assert {row.counter for row in found.rows if row.number} == {"Loket 3"}
    assert {row.device for row in found.rows} == {"loket3"}
    assert [row.at for row in found.rows] == sorted(row.at for row in found.rows)


def test_one_officer_s_actions_are_told_apart_also_after_they_were_revoked(office: Office) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", ["officer"], "654321")
    office.desk.issue("paspor_baru")
    office.desk.login("rudi", "654321")
    office.desk.issue("paspor_baru")
    office.desk.login("dewi", "123456")
    office.desk.revoke_officer("rudi")
    assert {(officer, number) for officer, _text, number in told(office, officer="Rudi")} == {
        ("Rudi H.", "A-002")
    }


def test_one_number_is_told_with_its_applications(office: Office) -> None:
    office.served()
    office.served()
    rows = told(office, number="a2")
    assert {number for _officer, _text, number in rows} == {"A-002"}
    assert ("Dewi A.", "dibuka untuk A-002", "A-002") in rows


def test_what_was_done_on_another_day_is_not_told(office: Office) -> None:
    office.served()
    assert told(office, day_from="2024-09-13", day_to="2024-09-13") == []
    assert told(office, day_from="2024-09-13", day_to=DAY) == told(office)
    assert told(office, day_from="2024-09-13", day_to="2024-09-13", number="A-001") == []


def test_what_another_counter_did_is_told_too(office: Office) -> None:
    from_elsewhere(office, "counter/loket5", "counter.opened", {"counter": "5"})
    assert [row.counter for row in office.desk.report_actions(AuditAsked()).rows][-1] == "Loket 5"


@pytest.mark.parametrize("role", ["reviewer", "supervisor", "admin"])
def test_who_reviews_or_answers_for_it_may_ask(office: Office, role: str) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", [role], "654321")
    office.desk.login("rudi", "654321")
    assert office.desk.report_actions(AuditAsked()).issuer.officer == "Rudi Hartono"


@pytest.mark.parametrize("role", ["officer", "pickup"])
def test_nobody_else_may(office: Office, role: str) -> None:
    office.desk.add_officer("rudi", "Rudi Hartono", [role], "654321")
    office.desk.login("rudi", "654321")
    with refused("not_allowed"):
        office.desk.report_actions(AuditAsked())


def test_what_is_not_understood_is_refused(office: Office) -> None:
    for asked, code in (
        (AuditAsked(day_from="kemarin"), "day"),
        (AuditAsked(number="???"), "number"),
        (AuditAsked(officer="entah"), "unknown_officer"),
    ):
        with refused(code):
            office.desk.report_actions(asked)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (audit.BY_TIME, "event_id (office=? AND id>? AND id<?)"),
        (audit.BY_OFFICER, "event_id (office=? AND id>? AND id<?)"),
        (audit.TICKETS, "ticket_number (office=? AND site=? AND business_day>? AND business_day<?)"),
        (audit.APPLICATIONS, "application_number (office=? AND number=?)"),
    ],
)
def test_a_journal_of_any_length_is_read_by_its_indexes(office: Office, statement: str, index: str) -> None:
    given = dict.fromkeys(("office", "since", "until", "actor", "site", "first", "last", "number"), "x")
    with office.store.read() as conn:
        plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}", given))
    assert index in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_range_of_ids_is_the_range_of_their_times(office: Office) -> None:
    office.desk.issue("paspor_baru")
    at = moment(DAY, "09:00", ZONE)
    with office.store.read() as conn:
        assert audit.done(conn, at, at + 1)
        assert audit.done(conn, at + 1, at + 2) == []
