"""Lines of a chain that came alone, inside a hub's answer to a command: they are no chain to go on behind."""

from collections.abc import Sequence

import pytest

from counter_tui.core.chain import ChainHead
from counter_tui.core.event import digest
from counter_tui.server.hub.journal import HubJournal
from counter_tui.store.central.cursor import Cursor
from counter_tui.store.central.ingest import Push
from counter_tui.store.central.pull import Page
from counter_tui.store.hub import chains, relay, sequence, standing
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from tests.store.hub.pushing import NOW, chain
from tests.store.people import issue

OFFICE = "PLG"


@pytest.fixture
def pushed(terminal: Store) -> Push:
    """Return a push of three lines of another device."""
    for number in range(3):
        issue(terminal, f"t{number}")
    return chain(terminal)


def pulled(store: Store, lines: Sequence[bytes], push: Push, **gaps: list[ChainHead]) -> None:
    with store.write() as transaction:
        ingest(transaction, lines, [push.head], NOW, gaps=gaps)


def answered(store: Store, lines: Sequence[bytes]) -> None:
    with store.write() as transaction:
        ingest(transaction, lines, [], NOW)


def promoted(store: Store) -> ChainHead:
    """Make a terminal the hub; return how far it holds the other device's chain."""
    with store.write() as transaction:
        standing.promote(transaction, 2, before="{}", promoter="dewi")
    with store.read() as connection:
        (found,) = chains.ends(connection, "d2")
    return found


def gaps(store: Store, push: Push, *, behind: int) -> dict[str, list[ChainHead]]:
    """Return the gaps that a hub tells with a page up to that place of its sequence."""
    page = Page([], Cursor("events", "first", OFFICE, at=behind), more=False, heads=[push.head], records=0)
    return HubJournal(store, lambda _now: None, final=False).gaps(page)


def place(push: Push, seq: int) -> ChainHead:
    return ChainHead(epoch=push.head.epoch, seq=seq, hash=digest(push.lines[seq - 1]))


def test_a_promoted_hub_goes_on_behind_what_was_given_to_it_and_not_behind_what_the_one_before_told(
    store: Store, pushed: Push
) -> None:
    answered(store, pushed.lines[1:2])
    relay.Relay(store).told({"d2": [place(pushed, 3)]})
    assert promoted(store) == ChainHead(epoch=pushed.head.epoch)


def test_what_was_left_out_on_purpose_is_no_gap_for_a_promoted_hub(store: Store, pushed: Push) -> None:
    pulled(store, pushed.lines[1:], pushed)
    assert promoted(store) == place(pushed, 3)


def test_a_promoted_hub_goes_on_where_the_hub_that_gave_it_a_chain_had_a_gap_itself(
    store: Store, pushed: Push
) -> None:
    pulled(store, [pushed.lines[0], pushed.lines[2]], pushed, d2=[place(pushed, 1)])
    assert promoted(store) == place(pushed, 1)


@pytest.mark.parametrize(("held", "gap"), [((0, 2), 1), ((0, 1, 2), 0)])
def test_a_hub_tells_where_it_lacks_a_line_of_a_chain_that_it_gives(
    store: Store, pushed: Push, held: tuple[int, ...], gap: int
) -> None:
    answered(store, [pushed.lines[number] for number in held])
    assert gaps(store, pushed, behind=3) == ({"d2": [place(pushed, gap)]} if gap else {})


@pytest.mark.parametrize(("behind", "gap"), [(1, 1), (2, 1), (3, 0)])
def test_a_hub_tells_where_a_line_that_came_to_it_later_is_still_behind_a_page(
    store: Store, pushed: Push, behind: int, gap: int
) -> None:
    for number in (0, 2, 1):
        answered(store, [pushed.lines[number]])
        with store.write() as transaction:
            sequence.number_new(transaction.connection)
    assert gaps(store, pushed, behind=behind) == ({"d2": [place(pushed, gap)]} if gap else {})


def test_what_came_without_its_authors_signature_is_asked_for_again_and_handed_on_then(
    store: Store, pushed: Push
) -> None:
    answered(store, pushed.lines)
    journal = HubJournal(store, lambda _now: None, final=False)
    others = relay.Relay(store)
    assert journal.heads(OFFICE, "d2") == [ChainHead(epoch=pushed.head.epoch)]
    assert others.waiting() == []
    taken = journal.take_in(pushed).taken
    assert {verdict.outcome for verdict in taken.verdicts} == {"duplicate"}
    assert journal.heads(OFFICE, "d2") == journal.relayed(OFFICE, "d1")["d2"] == [place(pushed, 3)]
    (waiting,) = others.waiting()
    assert others.page(*waiting, limit=10) == (pushed.head, list(pushed.lines))


def test_a_line_of_a_revoked_device_that_another_hub_accepted_lies_apart_no_more(
    store: Store, pushed: Push
) -> None:
    HubJournal(store, lambda _now: None, final=True).take_in(pushed._replace(revoked=True))
    pulled(store, pushed.lines, pushed)
    with store.read() as connection:
        assert connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM event WHERE device = 'd2'").fetchone() == (3,)


def test_a_hub_holds_all_that_it_wrote_itself_without_a_head_of_its_own(store: Store) -> None:
    issue(store, "t1")
    journal = HubJournal(store, lambda _now: None, final=True)
    me = store.identity
    with store.read() as connection:
        own = chains.ends(connection, me.device)
    assert [head.seq for head in own] == [1]
    assert journal.relayed(OFFICE, "d2") == {me.device: own}
