"""What is over is erased for good, counted and named by nobody; what is open stays."""

import json

from msgspec.structs import replace

from counter_tui.core.clock import pack
from counter_tui.core.record import Standing
from counter_tui.core.retention import DAY_MS, UNBELIEVABLE_MS, day_of
from counter_tui.store import records, retention
from counter_tui.store.purging import LAST_ERASED, last, purge
from counter_tui.store.store import Store
from tests.store.conftest import Clock
from tests.store.people import ME, append, issue

OPENED = {"ticket": "t1", "number": "A-001", "service": "paspor_baru", "product": "p", "channel": "walk_in"}


def application(store: Store, key: str, *, over: bool) -> None:
    """Open an application with its applicant, and end it where it is over."""
    append(store, f"application/{key}", "application.opened", OPENED | {"back_office": []})
    with store.write() as transaction:
        transaction.put_record("applicant", key, {"name": "Siti Maulana"}, search="siti maulana")
    if over:
        append(store, f"application/{key}", "application.outcome", {"outcome": "withdrawn", "reason": "left"})


def standing(store: Store, key: str, kind: str = "applicant") -> Standing | None:
    with store.read() as conn:
        found = records.load(conn, ME.office, (kind, key))
    return found.standing if found else None


def much_later(store: Store, clock: Clock, days: int = 401) -> int:
    """Let so many days pass with somebody still at work on the last of them."""
    clock.ms += days * DAY_MS
    issue(store, f"t{clock.ms}")
    return clock.ms


def test_what_closed_long_ago_is_erased_and_what_is_open_stays(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    application(store, "a2", over=False)
    closed = clock.ms
    report = purge(store, much_later(store, clock))
    assert (standing(store, "a1"), standing(store, "a2")) == (Standing.ERASED, Standing.LIVE)
    assert report.count == 1
    (day,) = report.erased["applicant"]
    assert day == day_of(closed + 400 * DAY_MS)


def test_nothing_is_erased_a_day_too_early(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    assert purge(store, much_later(store, clock, 399)).count == 0
    assert standing(store, "a1") is Standing.LIVE


def test_a_second_look_finds_nothing_and_the_report_of_the_first_is_kept(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    now = much_later(store, clock)
    first = purge(store, now)
    assert purge(store, now).count == 0
    with store.read() as conn:
        assert last(conn, LAST_ERASED) == first
        found = last(conn)
        texts = [value for (value,) in conn.execute("SELECT value FROM meta")]
    assert found is not None
    assert found.count == 0
    assert "Siti" not in json.dumps(texts)


def test_a_dry_run_counts_and_changes_nothing(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    assert purge(store, much_later(store, clock), dry_run=True).count == 1
    assert standing(store, "a1") is Standing.LIVE
    with store.read() as conn:
        assert last(conn) is None


def test_a_clock_that_jumped_a_year_ahead_erases_nothing(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    report = purge(store, clock.ms + 400 * DAY_MS + UNBELIEVABLE_MS)
    assert report.doubted
    assert standing(store, "a1") is Standing.LIVE


def test_an_erased_applicant_is_not_brought_back_by_a_later_version(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    with store.read() as conn:
        before = records.load(conn, ME.office, ("applicant", "a1"))
    assert before is not None
    purge(store, much_later(store, clock))
    with store.write() as transaction:
        newer = replace(before, rev=9, hlc=pack(clock.ms, 9))
        assert not transaction.put_record("applicant", "a1", {"name": "Siti Maulana"})
        assert not records.merge(transaction.connection, ME.office, newer, pending=False)
    assert standing(store, "a1") is Standing.ERASED


def test_the_erasure_waits_to_be_told_to_the_others(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    purge(store, much_later(store, clock))
    with store.read() as conn:
        row = conn.execute("SELECT pending, data, search FROM record WHERE id = 'a1'").fetchone()
    assert row == (1, "{}", "")


def test_the_office_s_own_rule_counts(store: Store, clock: Clock) -> None:
    application(store, "a1", over=True)
    with store.write() as transaction:
        transaction.put_record("setting", "retention", {"value": [{"applicant_days": 60}]})
    assert purge(store, much_later(store, clock, 61)).count == 1


def test_more_records_than_one_page_all_go(store: Store, clock: Clock) -> None:
    with store.write() as transaction:
        for number in range(2 * retention.PAGE):
            transaction.put_record("applicant", f"b{number:05}", {"name": "x"}, day="2026-09-21")
        transaction.put_record("collector", "c1", {"applications": [], "name": "y"})
    report = purge(store, much_later(store, clock, 2000))
    assert {kind: sum(days.values()) for kind, days in report.erased.items()} == {
        "applicant": 2 * retention.PAGE,
        "collector": 1,
    }
