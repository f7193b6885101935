"""What the desk asks is answered from an index, and quickly, however long the journal is."""

import re
from collections.abc import Callable

import pytest

from counter_tui.core.event import Draft
from counter_tui.store import chains, handover_book, live, pickups, queries
from counter_tui.store.store import Store
from tests.store.conftest import Clock
from tests.store.people import DAY, ME, OFFICER, append, call, issue, ticket_data


def finish(store: Store, ticket: str) -> None:
    for visit, stage in ((1, "document_check"), (2, "interview"), (2, "biometrics")):
        if stage != "biometrics":
            call(store, ticket)
            append(store, f"ticket/{ticket}", "ticket.started", {"counter": "3", "implied": False})
        data = {"counter": "3", "stage": stage, "visit": visit}
        append(store, f"ticket/{ticket}", "ticket.stage_completed", data)


def test_open_tickets_are_those_neither_finished_nor_cancelled(store: Store) -> None:
    for name in ("waits", "finished", "cancelled", "yesterday"):
        day = "2026-09-20" if name == "yesterday" else DAY
        issue(store, name, name, business_day=day)
    finish(store, "finished")
    append(store, "ticket/cancelled", "ticket.cancelled", {"reason": "left"})
    with store.read() as conn:
        assert [state.id for state in queries.open_tickets(conn, ME.site, DAY)] == ["waits"]
        assert [state.id for state in queries.open_before(conn, ME.site, DAY)] == ["yesterday"]
        assert len(queries.day_tickets(conn, ME.site, DAY)) == 3


def test_a_ticket_is_found_by_its_number_of_that_day(store: Store) -> None:
    issue(store, "t1", "A-001", business_day="2026-09-20")
    issue(store, "t2", "A-001")
    with store.read() as conn:
        found = queries.ticket_by_number(conn, ME.site, DAY, "A-001")
        assert found is not None
        assert found.id == "t2"
        assert queries.ticket_by_number(conn, ME.site, DAY, "A-002") is None


def test_applications_are_found_by_ticket_number_and_readiness(store: Store) -> None:
    opened = {"ticket": "t1", "number": "A-001", "service": "paspor_baru"}
    append(store, "application/a1", "application.opened", opened)
    append(store, "application/a2", "application.opened", opened | {"ticket": "t2", "number": "A-002"})
    append(store, "application/a2", "application.ready", {"shelf": "C"})
    with store.read() as conn:
        assert [one.id for one in queries.applications_of(conn, "t1")] == ["a1"]
        assert [one.id for one in queries.applications_by_number(conn, "A-002")] == ["a2"]
        assert live.shelved(conn, (0, 2**62)) == (1, 0, 1)


def test_a_contradiction_is_flagged(store: Store) -> None:
    issue(store, "t1")
    call(store, "t1")
    append(store, "ticket/t1", "ticket.issued", {"number": "A-002"})
    with store.read() as conn:
        assert [state.id for state in queries.flagged(conn, ME.site)] == ["t1"]


def test_bookings_are_found_by_day_by_code_and_by_name(store: Store) -> None:
    with store.write() as transaction:
        for code, name, day in (
            ("P2", "Sri 100%", DAY),
            ("P1", "Budi", DAY),
            ("P3", "Sri Lain", "2026-09-22"),
        ):
            data = {"name": name}
            transaction.put_record("applicant", code, data, lookup=code, day=day, search=name.casefold())
    with store.read() as conn:
        assert [key for key, _ in queries.bookings(conn, DAY)] == ["P1", "P2"]
        assert queries.by_lookup(conn, "applicant", "P3") == [("P3", {"name": "Sri Lain"})]
        assert [key for key, _ in queries.find(conn, "SRI")] == ["P3", "P2"]
        assert [key for key, _ in queries.find(conn, "100%")] == ["P2"]
        assert queries.find(conn, "_") == []


def test_what_the_centre_is_not_known_to_hold_is_unsynced(store: Store, clock: Clock) -> None:
    issue(store, "t1")
    clock.ms += 1000
    second = issue(store, "t2")
    with store.read() as conn:
        assert chains.unsynced(conn, ME.device) == (2, clock.ms - 1000)
    with store.write() as transaction:
        transaction.connection.execute(
            "INSERT INTO watermark (office, device, epoch, durable) VALUES (?, ?, ?, 1)",
            (ME.office, ME.device, ME.epoch),
        )
    with store.read() as conn:
        assert chains.unsynced(conn, ME.device) == (1, second.at)


def test_meta_and_events_come_back(store: Store) -> None:
    event = issue(store, "t1")
    with store.write() as transaction:
        transaction.set_meta("shelf", "C")
        assert transaction.meta("shelf") == "C"
        assert transaction.events("ticket/t1") == [event]
    with store.read() as conn:
        assert queries.meta(conn, "shelf") == "C"
        assert queries.meta(conn, "nothing") is None


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (queries.OPEN_TICKETS, "ticket_open"),
        (queries.OPEN_BEFORE, "ticket_open"),
        (queries.TICKET_BY_NUMBER, "ticket_number"),
        (queries.FLAGGED_TICKETS, "ticket_flagged"),
        (live.SHELVED, "application_ready"),
        (live.HANDED_OVER_COUNT, "application_closed"),
        (live.HANDED_OVER_NEWEST, "application_closed"),
        (queries.APPLICATIONS_OF, "application_ticket"),
        (queries.BOOKINGS, "record_day"),
        (queries.BY_LOOKUP, "record_lookup"),
        (queries.FIND, "record_search"),
        (pickups.READY_BETWEEN, "application_ready"),
        (pickups.READY_BEFORE, "application_ready"),
        (pickups.UNSIGNED, "application_unsigned"),
        (pickups.UNSIGNED_OF_LIST, "application_unsigned"),
        (handover_book.BY_DAY, "event_handover"),
        (handover_book.BY_NUMBER, "application_number"),
        (handover_book.BY_NAME, "COVERING INDEX record_search"),
        (queries.PRINT_JOBS, "print_job_newest"),
        (queries.OPEN_JOBS, "print_job_state"),
    ],
)
def test_hot_queries_use_their_index_among_many_rows(
    long_journal: Store, plan: Callable[[str], str], statement: str, index: str
) -> None:
    assert index in plan(statement)


def test_six_hundred_open_tickets_are_read_by_their_index_alone(long_journal: Store) -> None:
    with long_journal.read() as conn:
        hundreds: list[None] = []
        conn.set_progress_handler(lambda: hundreds.append(None), 100)
        try:
            assert len(queries.open_tickets(conn, ME.site, DAY)) == 600
        finally:
            conn.set_progress_handler(None, 0)
    # A row costs some ten steps of SQLite's machine; a look at the finished ones too would be ten times more.
    assert len(hundreds) * 100 < 600 * 20


@pytest.fixture
def plan(long_journal: Store) -> Callable[[str], str]:
    def explain(statement: str) -> str:
        with long_journal.read() as conn:
            names = re.findall(r" :(\w+)", statement)
            values = dict.fromkeys(names, "x") if names else ["x"] * statement.count("?")
            rows = conn.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            return " ".join(row[3] for row in rows)

    return explain


@pytest.fixture
def long_journal(store: Store) -> Store:
    """Return a store with 600 open tickets and ten times as many finished ones, its statistics fresh."""
    with store.write() as transaction:
        for number in range(600):
            data = ticket_data(f"A-{number}")
            transaction.append(
                Draft(stream=f"ticket/t{number}", type="ticket.issued", data=data), actor=OFFICER
            )
        transaction.connection.execute(
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 10) "
            "INSERT INTO ticket SELECT office, 'old' || t.id || '/' || n.value, hlc, fold_version, state, "
            "site, business_day, number, 'finished', counter, 0, 0, 1 FROM ticket AS t, n"
        )
        transaction.connection.execute("ANALYZE")
    return store
