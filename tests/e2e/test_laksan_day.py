"""The Laksan day: 48 bookings or all 200, three terminals, the centre gone for half of it, and kill -9."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.e2e.laksan import CUTS, SHORT, WHOLE, LaksanDay
from tests.e2e.line import Cut
from tests.postgres import Cluster

pytestmark = pytest.mark.xdist_group("laksan")

DAYS = [SHORT, pytest.param(WHOLE, marks=pytest.mark.long)]


@pytest.fixture(scope="module", params=DAYS, ids=lambda plan: f"{plan.bookings} bookings")
def laksan(request: pytest.FixtureRequest, postgres_cluster: Cluster) -> Iterator[LaksanDay]:
    database = postgres_cluster.create()
    with ExitStack() as stack:
        stack.callback(postgres_cluster.drop, database)
        # On a disk, never in memory: a transaction must last until it is seen from outside and killed.
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="laksan-", dir="/var/tmp")))
        day = LaksanDay(folder, postgres_cluster.url(database), stack, request.param)
        day.serve()
        day.settle()
        yield day


def _count(laksan: LaksanDay, statement: str) -> int:
    return int(laksan.rows(statement)[0][0])


def test_all_are_interviewed_and_leave_with_a_verified_slip(laksan: LaksanDay) -> None:
    assert set().union(*(day.seen.issued for day in laksan.days)) == set(laksan.codes)
    assert len(set().union(*(day.seen.interviewed for day in laksan.days))) == laksan.plan.bookings
    assert len(set().union(*(day.seen.verified for day in laksan.days))) == laksan.plan.bookings


def test_processes_were_killed_in_transactions_and_in_pushes(laksan: LaksanDay) -> None:
    in_pushes = sum((pusher.kills for pusher in laksan.pushers), Counter[Cut]())
    assert sum(day.killer.kills for day in laksan.days) >= laksan.plan.least
    assert in_pushes.total() >= laksan.plan.least
    assert set(in_pushes) == set(CUTS)


def test_each_kill_cut_one_action_off_and_the_program_told_whether_it_was_done(laksan: LaksanDay) -> None:
    for day in laksan.days:
        assert day.seen.unanswered == day.killer.kills
        assert day.seen.found_done <= day.seen.unanswered


def test_the_centre_holds_exactly_what_the_drivers_saw_acknowledged(laksan: LaksanDay) -> None:
    acknowledged = set().union(*(day.seen.events for day in laksan.days))
    opened = laksan.rows("SELECT id FROM event WHERE type = 'day.opened'")
    assert laksan.ids() == acknowledged | laksan.before
    assert {id_ for (id_,) in opened} == laksan.before
    assert len(opened) == 3


def test_the_centre_holds_each_event_once_and_no_chain_has_a_gap(laksan: LaksanDay) -> None:
    assert _count(laksan, "SELECT count(*) - count(DISTINCT id) FROM event") == 0
    chains = laksan.rows("SELECT count(*), min(seq), max(seq) FROM event GROUP BY device, epoch")
    assert len(chains) == 3
    assert all((lowest, highest) == (1, count) for count, lowest, highest in chains)
    assert _count(laksan, "SELECT count(*) FROM quarantine") == 0


def test_the_centre_holds_each_fact_of_the_day_once(laksan: LaksanDay) -> None:
    interviews = "type = 'ticket.stage_completed' AND body LIKE '%\"stage\":\"interview\"%'"
    slips = "type = 'application.slip_printed'"
    assert _count(laksan, "SELECT count(*) FROM event WHERE type = 'ticket.issued'") == laksan.plan.bookings
    assert _count(laksan, f"SELECT count(*) FROM event WHERE {interviews}") == laksan.plan.bookings
    assert _count(laksan, f"SELECT count(DISTINCT stream) FROM event WHERE {slips}") == laksan.plan.bookings
    assert (
        _count(laksan, f"SELECT count(*) FROM event WHERE {slips} AND body LIKE '%\"copy\":0%'")
        == laksan.plan.bookings
    )


def test_numbers_are_unique_in_the_office(laksan: LaksanDay) -> None:
    assert _count(laksan, "SELECT count(DISTINCT number) FROM ticket") == laksan.plan.bookings


def test_every_store_is_clean_after_the_day(laksan: LaksanDay) -> None:
    for home in (laksan.centre.home, *(day.home for day in laksan.days)):
        report = home.ask("store", "check")
        assert (report["ok"], report["problems"]) == (True, [])
