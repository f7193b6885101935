"""A hub's answer to a command brings lines of a chain before those that the pull still has to bring."""

from pathlib import Path

from counter_tui.core.event import digest
from counter_tui.store import chains
from counter_tui.store.check import check
from counter_tui.store.check_journal import check_journal
from counter_tui.store.hub.intake import take_in
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from tests.store.hub.pushing import NOW, chain
from tests.store.people import KEY, issue

Own = tuple[str, int]


def earlier_chain(store: Store) -> tuple[Own, list[bytes]]:
    """Leave only the first of an own chain's four lines here, and begin the next; return it and its lines."""
    for number in range(4):
        issue(store, f"t{number}")
    whole, me = chain(store), store.identity
    with store.write() as transaction:
        connection = transaction.connection
        chains.draw_epoch(transaction)
        connection.execute("DELETE FROM event WHERE seq > 1 AND epoch = ?", (me.epoch,))
        connection.execute(
            "UPDATE head SET seq = 1, hash = ? WHERE epoch = ?", (digest(whole.lines[0]), me.epoch)
        )
    return (me.device, me.epoch), list(whole.lines)


def end(store: Store, own: Own) -> int:
    device, epoch = own
    with store.read() as connection:
        return {head.epoch: head.seq for head, _durable in chains.own(connection, device)}[epoch]


def bring(store: Store, line: bytes) -> None:
    with store.write() as transaction:
        ingest(transaction, [line], [], NOW)


def test_an_own_earlier_chain_that_came_out_of_order_has_its_head_at_its_end(
    store: Store, path: Path
) -> None:
    own, lines = earlier_chain(store)
    for line in (lines[3], lines[2], lines[1]):
        bring(store, line)
    assert end(store, own) == 4
    assert check(path, KEY).problems == ()


def test_a_line_that_came_before_what_it_follows_is_no_damage(store: Store) -> None:
    own, lines = earlier_chain(store)
    bring(store, lines[3])
    assert end(store, own) == 1
    with store.read() as connection:
        assert list(check_journal(connection)) == []


def test_what_an_answer_brought_of_anothers_chain_behind_its_signed_end_is_no_damage(
    store: Store, terminal: Store
) -> None:
    issue(terminal, "t1")
    signed = chain(terminal)
    issue(terminal, "t2")
    bring(store, chain(terminal).lines[1])
    take_in(store, signed)
    with store.read() as connection:
        assert list(check_journal(connection)) == []
