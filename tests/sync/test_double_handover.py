"""One passport handed over at two disconnected counters: both see it, one decides, both are rid of it."""

from dataclasses import dataclass

import pytest

from counter_tui.core.catalogue import builtin
from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.checks import CheckRow
from counter_tui.desk.views.pickup import Collector
from counter_tui.desk.views.state import SyncView
from counter_tui.store import queries
from tests.sync.conftest import MakeHome
from tests.sync.town import Home, Line, Talk, Town, settle_all

OWNER, FAMILY = Collector("self"), Collector("family", "Budi Santoso", "ayah", "KTP 1")
PIN = "482913"


@dataclass
class Pair:
    """Two counters with the same officers, and the application that lies ready at both."""

    one: Desk
    two: Desk
    talks: list[Talk]
    application: str

    async def sync(self) -> None:
        await settle_all(self.talks)

    def listed(self) -> list[list[str]]:
        return [[row.flag for row in desk.state_view().checks] for desk in (self.one, self.two)]


def desk_at(home: Home) -> Desk:
    line = SyncView("offline", 1, 0, None)
    return Desk(home.store, builtin(), printers=lambda: (), line=lambda: line)


def share_officers(one: Home, two: Home) -> None:
    """Give two the officers of one, as the centre sends them to every device."""
    with one.store.read() as conn:
        officers = queries.records(conn, "officer")
    with two.store.write() as tx:
        for id_, data in officers:
            tx.put_record("officer", id_, data)


def only(desk: Desk) -> CheckRow:
    (row,) = desk.state_view().checks
    return row


@pytest.fixture
async def pair(enrolled: MakeHome, town: Town) -> Pair:
    """Return two counters that both handed the same passport over, and have not heard of it."""
    homes = enrolled("d1"), enrolled("d2")
    one, two = (desk_at(home) for home in homes)
    one.add_officer("lia", "Lia Nuraini", ["supervisor", "admin"], PIN)
    one.login("lia", PIN)
    one.add_officer("bayu", "Bayu Kurnia", ["officer"], PIN)
    share_officers(*homes)
    two.login("bayu", PIN)
    one.open_day()
    (application,) = one.issue("paspor_baru").applications
    one.mark_ready(application, "C-14")
    line = Line(town)
    found = Pair(one, two, [Talk(home, line) for home in homes], application)
    await found.sync()
    one.hand_over(application, OWNER)
    two.hand_over(application, FAMILY)
    assert found.listed() == [[], []]
    return found


async def test_both_sides_list_it_with_both_officers_times_and_collectors(pair: Pair) -> None:
    await pair.sync()
    seen = [only(desk) for desk in (pair.one, pair.two)]
    assert seen[0].records == seen[1].records
    assert seen[0].events == seen[1].events
    assert [(record.officer, record.text, record.who) for record in seen[0].records] == [
        ("Lia N.", "kepada pemilik", ""),
        ("Bayu K.", "kepada keluarga satu KK", "Budi S."),
    ]
    assert seen[0].records[0].at <= seen[0].records[1].at


async def test_a_decision_on_one_takes_it_off_both_lists(pair: Pair) -> None:
    await pair.sync()
    pair.one.decide_check(only(pair.one), "first")
    assert pair.listed() == [[], ["handover_twice"]]
    await pair.sync()
    assert pair.listed() == [[], []]
    assert pair.two.status_view().checks == 0


async def test_an_officer_decides_nothing(pair: Pair) -> None:
    await pair.sync()
    with pytest.raises(Refused):
        pair.two.decide_check(only(pair.two), "second")
    await pair.sync()
    assert pair.listed() == [["handover_twice"]] * 2


async def test_what_is_passed_on_stays_marked_on_both(pair: Pair) -> None:
    await pair.sync()
    pair.one.decide_check(only(pair.one), "passed_on")
    await pair.sync()
    for desk in (pair.one, pair.two):
        passed = only(desk).passed_on
        assert passed is not None
        assert passed.officer == "Lia N."


async def test_undo_of_one_handover_clears_it_on_both(pair: Pair) -> None:
    pair.two.undo()
    await pair.sync()
    assert pair.listed() == [[], []]


async def test_undo_of_the_decision_lists_it_on_both_again(pair: Pair) -> None:
    await pair.sync()
    pair.one.decide_check(only(pair.one), "both")
    await pair.sync()
    pair.one.undo()
    await pair.sync()
    assert pair.listed() == [["handover_twice"]] * 2


async def test_two_decisions_made_apart_and_differently_are_listed_themselves(pair: Pair) -> None:
    await pair.sync()
    pair.two.login("lia", PIN)
    pair.one.decide_check(only(pair.one), "first")
    pair.two.decide_check(only(pair.two), "both")
    await pair.sync()
    assert pair.listed() == [["checked_twice"]] * 2
    assert [record.text for record in only(pair.one).records] == [
        "catatan pertama yang benar",
        "kedua catatan benar",
    ]
    pair.one.decide_check(only(pair.one), "second")
    await pair.sync()
    assert pair.listed() == [[], []]
