"""What a copied home and a restored centre must still hear of each other."""

import pytest

from counter_tui.core.chain import Feed
from counter_tui.core.record import Standing
from counter_tui.store import chains
from counter_tui.sync import wire
from counter_tui.sync.protocol import Step
from tests.sync.conftest import Copy, MakeHome
from tests.sync.town import Home, Line, Talk, Town


def begin_anew(home: Home) -> None:
    """Give a home the new chain that a restore begins."""
    with home.store.write() as transaction:
        chains.draw_epoch(transaction)


def forget_all_but_the_first(town: Town) -> None:
    """Let the centre be restored from a backup that has one event."""
    with town.database.write() as work:
        work.run("DELETE FROM event WHERE seq > 1")
        work.run("UPDATE head SET seq = 1, hash = (SELECT hash FROM event WHERE seq = 1)")
        work.run("UPDATE office_sequence SET ingested = 1 WHERE office = 'JKS'")
        work.run("UPDATE server SET epoch = 'after the restore'")
    town.die()
    town.serve()


@pytest.fixture
async def pair(enrolled: MakeHome, town: Town, copy: Copy) -> tuple[Home, Home]:
    """Return a home that told the centre its first event, and a copy of it."""
    one = enrolled("d1")
    one.issue("t1")
    await Talk(one, Line(town)).settle()
    return one, copy(one)


def offered(home: Home) -> list[tuple[str, Standing]]:
    return [(record.id, record.standing) for record in home.sync.records_to_push(10)]


async def test_a_copy_that_parted_gets_what_the_other_wrote_on_their_common_chain(
    pair: tuple[Home, Home], town: Town
) -> None:
    one, two = pair
    line = Line(town)
    talk = Talk(two, line)
    await talk.settle()
    one.issue("t2")
    await Talk(one, line).settle()
    await talk.settle()
    await talk.settle()
    assert two.events() == one.events()


async def test_what_a_restored_copy_never_told_lies_apart_though_another_wrote_on_its_chain(
    pair: tuple[Home, Home], town: Town
) -> None:
    one, two = pair
    line = Line(town)
    two.issue("t2")
    two.issue("t3")
    begin_anew(two)
    one.issue_many(3)
    await Talk(one, line).settle()
    await Talk(two, line).settle()
    assert town.quarantined() == ["clone", "clone"]
    assert two.sync.held() == 2
    await Talk(two, line).settle()
    assert two.sync.unsynced() == (0, None)


async def test_what_a_restored_home_never_told_before_it_lost_the_rest_is_taken_as_it_was(
    enrolled: MakeHome, town: Town, copy: Copy
) -> None:
    one = enrolled("d1")
    one.issue_many(2)
    old = copy(one)
    one.issue("t3")
    line = Line(town)
    await Talk(one, line).settle()
    begin_anew(old)
    await Talk(old, line).settle()
    await Talk(old, line).settle()
    assert old.events() == dict(town.journal())
    assert town.quarantined() == []
    assert old.sync.unsynced() == (0, None)


async def test_what_a_copy_pushed_between_two_pages_leaves_out_none_of_the_second(
    enrolled: MakeHome, town: Town, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_LINES", 2)
    one = enrolled("d1")
    one.issue_many(2)
    two = copy(one)
    one.issue_many(2)
    two.issue_many(2)
    talk = Talk(one, Line(town))
    assert await talk.step() is Step.OFFER_RECORDS
    await Talk(two, Line(town)).settle()
    while await talk.step() is not Step.LISTEN:
        continue
    assert town.quarantined() == ["clone", "clone"]


@pytest.mark.parametrize("anew", [True, False], ids=["an older chain", "the present chain"])
async def test_a_restored_centre_holds_apart_what_a_copy_went_before(
    pair: tuple[Home, Home], town: Town, anew: bool
) -> None:
    one, two = pair
    one.issue_many(2)
    await Talk(one, Line(town)).settle()
    if anew:
        begin_anew(one)
        await Talk(one, Line(town)).settle()
    forget_all_but_the_first(town)
    two.issue_many(3)
    await Talk(two, Line(town)).settle()
    await Talk(one, Line(town)).settle()
    assert town.quarantined() == ["clone", "clone"]
    assert one.sync.held() == 2


async def test_an_erasure_is_offered_to_a_new_centre_by_whoever_knows_of_it(
    enrolled: MakeHome, town: Town
) -> None:
    one, two = enrolled("d1"), enrolled("d2")
    one.note("n1", "hello")
    with one.store.write() as transaction:
        transaction.erase_record("note", "n1")
    for home in (one, two):
        await Talk(home, Line(town)).settle()
    assert offered(two) == []
    two.sync.forget_cursors()
    assert offered(two) == [("n1", Standing.ERASED)]


def test_records_are_offered_to_another_server_epoch_also_before_anything_was_pulled(new: MakeHome) -> None:
    home = new("d1")
    home.sync.meet("s", "first")
    home.note("n1", "hello")
    home.sync.records_pushed(home.sync.records_to_push(10))
    assert home.sync.cursor(Feed(server="s", server_epoch="first", kind="records")) == ""
    home.sync.meet("s", "second")
    assert offered(home) == [("n1", Standing.LIVE)]
