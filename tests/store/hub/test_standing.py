"""A home is a hub from its first start or its promotion on, until it gives way to a later one."""

from pathlib import Path

import msgspec

from counter_tui.core.chain import ChainHead
from counter_tui.core.event import digest
from counter_tui.store.create import create
from counter_tui.store.hub import chains, standing
from counter_tui.store.hub.relay import Relay
from counter_tui.store.identity import Identity
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from tests.store.hub.pushing import chain
from tests.store.people import KEY, issue

ME = Identity(office="PLG", office_code="PLG", device="d3", counter="3", epoch=7)


def opened(folder: Path) -> Store:
    return create(folder / "journal.db", bytes(range(32)), ME)


def epoch(store: Store) -> int:
    with store.read() as connection:
        found = standing.authority(connection, ME.device)
    return found.epoch if found else 0


def test_a_hub_begins_in_the_first_epoch_and_stays_there(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert epoch(store) == 0
    for _again in range(2):
        with store.write() as transaction:
            standing.begin(transaction)
    assert epoch(store) == 1


def test_a_promoted_terminal_is_the_hub_of_the_next_epoch(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.write() as transaction:
        standing.promote(transaction, 5, before="{}", promoter="dewi")
        standing.begin(transaction)
    assert epoch(store) == 5


def test_a_hub_that_gave_way_is_none_any_more_however_often_it_is_opened(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.write() as transaction:
        standing.begin(transaction)
        standing.step_down(transaction, "{}")
        standing.begin(transaction)
    assert epoch(store) == 0
    with store.read() as connection:
        assert standing.successor(connection) == "{}"


def test_a_hub_that_gave_way_may_be_promoted_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with store.write() as transaction:
        standing.begin(transaction)
        standing.step_down(transaction, "{}")
        standing.promote(transaction, 3, before="{}", promoter="dewi")
    assert epoch(store) == 3
    with store.read() as connection:
        assert standing.successor(connection) == ""


def test_a_promoted_terminal_goes_on_behind_what_came_here_and_not_behind_what_its_hub_had(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    author = create(
        tmp_path / "author" / "journal.db", KEY, msgspec.structs.replace(ME, device="d2", epoch=5)
    )
    for ticket in ("t1", "t2"):
        issue(author, ticket)
    push = chain(author)
    with store.write() as transaction:
        ingest(transaction, push.lines[:1], [], 0)
    Relay(store).told({"d2": [ChainHead(epoch=5, seq=2, hash=push.head.hash)]})
    with store.write() as transaction:
        standing.promote(transaction, 2, before="{}", promoter="dewi")
    with store.read() as connection:
        assert chains.ends(connection, "d2") == [ChainHead(epoch=5, seq=1, hash=digest(push.lines[0]))]
    author.close()
