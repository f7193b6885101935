"""When personal records fall due: counted from the closing, by the rule of its date, never while open."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from msgspec.structs import replace

from counter_tui.core.clock import pack
from counter_tui.core.record import Record, Standing, supersedes
from counter_tui.core.retention import (
    DAY_MS,
    UNBELIEVABLE_MS,
    Retention,
    believable,
    due,
    erasure,
    subjects,
)
from counter_tui.core.retention import Standing as Known

CLOSED = round(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp() * 1000)
RULES = (Retention(),)


def applicant(**changes: object) -> Record:
    data = {"name": "Siti"}
    plain = Record(kind="applicant", id="a1", rev=3, hlc=pack(CLOSED - DAY_MS, 0), device="d1", data=data)
    return replace(plain, **changes)


def test_an_applicant_is_erased_400_days_after_the_closing() -> None:
    assert due(applicant(), [Known(False, CLOSED)], RULES) == CLOSED + 400 * DAY_MS


def test_a_collector_stays_for_five_years_after_the_last_of_their_applications() -> None:
    later = CLOSED + 5 * DAY_MS
    collector = applicant(kind="collector", data={"applications": ["a1", "a2"]})
    assert subjects(collector) == ("a1", "a2")
    known = [Known(False, CLOSED), Known(False, later)]
    assert due(collector, known, RULES) == later + 1826 * DAY_MS


@pytest.mark.parametrize("known", [[Known(True, None)], [Known(False, CLOSED), Known(True, None)]])
def test_nothing_falls_due_while_an_application_is_open(known: list[Known]) -> None:
    assert due(applicant(), known, RULES) is None


def test_a_booking_that_nobody_came_with_counts_from_its_day() -> None:
    booked = applicant(day="2026-04-01")
    end = round(datetime(2026, 4, 2, tzinfo=UTC).timestamp() * 1000)
    assert due(booked, [], RULES) == end + 400 * DAY_MS


def test_a_record_of_no_known_application_counts_from_its_last_change() -> None:
    assert due(applicant(day="kemarin"), [], RULES) == CLOSED - DAY_MS + 400 * DAY_MS


def test_the_rule_in_force_at_the_closing_counts() -> None:
    rules = (Retention(), Retention(applicant_days=90, since=date(2026, 3, 3)))
    assert due(applicant(), [Known(False, CLOSED)], rules) == CLOSED + 400 * DAY_MS
    assert due(applicant(), [Known(False, CLOSED + DAY_MS)], rules) == CLOSED + 91 * DAY_MS


def test_before_the_first_rule_s_date_that_rule_holds() -> None:
    rules = (Retention(applicant_days=90, since=date(2030, 1, 1)),)
    assert due(applicant(), [Known(False, CLOSED)], rules) == CLOSED + 90 * DAY_MS


def test_every_node_writes_the_same_erasure_and_no_later_version_stands_over_it() -> None:
    gone = erasure(applicant(), CLOSED)
    assert gone == erasure(applicant(), CLOSED)
    assert (gone.standing, gone.data, gone.search) == (Standing.ERASED, {}, "")
    assert not supersedes(applicant(rev=99, hlc=pack(CLOSED * 2, 0)), gone)


def test_a_clock_that_jumped_far_ahead_is_not_believed() -> None:
    newest = pack(CLOSED, 0)
    assert believable(CLOSED + UNBELIEVABLE_MS, newest)
    assert not believable(CLOSED + UNBELIEVABLE_MS + 1, newest)


def test_no_office_can_erase_what_its_counters_still_work_with() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"applicant_days": 30}, Retention)
