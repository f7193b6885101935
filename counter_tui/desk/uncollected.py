"""Passports that nobody fetches (belum diambil): listed from day 20, flagged at the office's limit.

What becomes of one beyond the limit is the office's decision (Ps 30): until somebody notes it (`voiding`), it
stays on the list and may still be handed over.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from counter_tui.core import collection
from counter_tui.core.zones import local_time, moment
from counter_tui.desk import naming
from counter_tui.desk.handover_rows import known_as, masked_owner
from counter_tui.desk.views.handovers import UncollectedPage, UncollectedRow
from counter_tui.store import live, pickups, queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.desk.post import Post
    from counter_tui.store.driver import Connection

PAGE = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many lie ready; of them overdue within the limit, and beyond it."""

    ready: int
    overdue: int
    expired: int


def count(post: "Post", conn: "Connection") -> Shelf:
    """Count what lies ready without reading more than the few days in which the limit may fall."""
    today, rules = _today(post), post.rules
    doubtful = [
        today - timedelta(days=ago) for ago in range(rules.uncollected_days, collection.LONGEST_DAYS + 1)
    ]
    surely, listed = _start(post, doubtful[-1]), _start(post, doubtful[0] + timedelta(days=1))
    ready, overdue, expired = live.shelved(conn, (listed, surely))
    since = pickups.ready_between(conn, surely, listed)
    for day in doubtful:
        if collection.expired(day, today, rules.collection_limits):
            ends = _start(post, day), _start(post, day + timedelta(days=1))
            expired += bisect_left(since, ends[1]) - bisect_left(since, ends[0])
    return Shelf(ready, overdue - expired, expired)


def page(post: "Post", number: int) -> UncollectedPage:
    """Return one page of what is listed as uncollected, the longest first; `number` counts from 1."""
    today, days = _today(post), post.rules.uncollected_days
    before = _start(post, today - timedelta(days=days - 1))
    number = max(1, number)
    with post.store.read() as conn:
        found = pickups.ready_before(conn, before, PAGE + 1, PAGE * (number - 1))
        rows = tuple(_row(post, conn, state, today) for state in found[:PAGE])
    return UncollectedPage(rows=rows, page=number, more=len(found) > PAGE, days=days)


def _row(post: "Post", conn: "Connection", state: "ApplicationState", today: date) -> UncollectedRow:
    at = state.ready_at or 0
    ready = _day(post, at)
    until = collection.last_day(ready, post.rules.collection_limits)
    return UncollectedRow(
        application=state.id,
        number=known_as(state, queries.record(conn, "applicant", state.id)),
        service_name=naming.service(post.catalogue, state.service) if state.service else "",
        masked_name=masked_owner(conn, state.id),
        shelf=state.shelf,
        ready_at=at,
        days=(today - ready).days,
        last_day=until.isoformat(),
        expired=today > until,
        status=naming.application_status(state.status),
    )


def _today(post: "Post") -> date:
    return _day(post, post.now())


def _day(post: "Post", at: int) -> date:
    return local_time(at, post.identity.zone).date()


def _start(post: "Post", day: date) -> int:
    return moment(day.isoformat(), "00:00", post.identity.zone)
