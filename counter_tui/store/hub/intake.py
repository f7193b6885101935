"""A hub takes in what its terminals push: journal, projections, clock and numbers in one transaction."""

from collections.abc import Iterable

from counter_tui.core.chain import SignedHead
from counter_tui.core.record import Record
from counter_tui.store import projection, records
from counter_tui.store.central import ingest
from counter_tui.store.central.ingest import Push, Taken
from counter_tui.store.central.statements import Statements
from counter_tui.store.driver import Connection
from counter_tui.store.hub import sequence
from counter_tui.store.store import Store

_KEEP_HEAD = (
    "INSERT INTO relayed_head (office, device, epoch, seq, hash, signature) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)


def take_in(store: Store, push: Push) -> Taken:
    """Commit a terminal's push as the centre would; its author's head is kept to be relayed with it.

    Raises ChainGap when lines before it are missing.
    """
    with store.write() as transaction:
        sequence.number_new(transaction.connection)
        work = Statements(transaction.connection.cursor(), postgres=False)
        taken, events = ingest.take(work, push)
        sequence.note_projected(transaction.connection)
        _keep_head(transaction.connection, push.head)
        projection.advance_all(transaction.connection, events)
        for event in events:
            transaction.follow(event.hlc)
    return taken


def take_in_records(store: Store, versions: Iterable[Record]) -> int:
    """Merge terminals' versions of records, to be pushed on to the centre; return how many replaced ours."""
    with store.write() as transaction:
        office = transaction.identity.office
        merged = [records.merge(transaction.connection, office, one, pending=True) for one in versions]
        sequence.number_new(transaction.connection)
    return sum(merged)


def _keep_head(connection: Connection, head: SignedHead) -> None:
    place = (head.office, head.device, head.epoch, head.seq)
    connection.execute(_KEEP_HEAD, (*place, head.hash, head.signature))
