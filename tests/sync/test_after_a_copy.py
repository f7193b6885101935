"""What a copied home and a restored centre must still hear of each other."""

from counter_tui.core.chain import Feed
from counter_tui.core.record import Standing
from tests.sync.conftest import Copy, MakeHome
from tests.sync.town import Home, Line, Talk, Town


def offered(home: Home) -> list[tuple[str, Standing]]:
    return [(record.id, record.standing) for record in home.sync.records_to_push(10)]


async def test_a_copy_that_parted_gets_what_the_other_wrote_on_their_common_chain(
    enrolled: MakeHome, town: Town, copy: Copy
) -> None:
    one = enrolled("d1")
    one.issue("t1")
    line = Line(town)
    await Talk(one, line).settle()
    two = copy(one)
    talk = Talk(two, line)
    await talk.settle()
    one.issue("t2")
    await Talk(one, line).settle()
    await talk.settle()
    await talk.settle()
    assert two.events() == one.events()


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
