"""A hub's answer to a command brings lines of a chain before those that the pull still has to bring."""

from pathlib import Path

from counter_tui.core.event import digest
from counter_tui.store import chains
from counter_tui.store.check import check
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store
from tests.store.hub.test_intake import NOW, chain
from tests.store.people import KEY, issue


def test_an_own_earlier_chain_that_came_out_of_order_has_its_head_at_its_end(
    store: Store, path: Path
) -> None:
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
    for line in (whole.lines[3], whole.lines[2], whole.lines[1]):
        with store.write() as transaction:
            ingest(transaction, [line], [], NOW)
    with store.read() as connection:
        ends = {head.epoch: head.seq for head, _durable in chains.own(connection, me.device)}
    assert ends[me.epoch] == 4
    assert check(path, KEY).problems == ()
