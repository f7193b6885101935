"""A hub takes in what its terminals push: journal, projections, clock and numbers in one transaction."""

from collections.abc import Iterable

from counter_tui.core.chain import SignedHead
from counter_tui.core.record import Record
from counter_tui.store import chains, projection, quarantine, records, signed_heads
from counter_tui.store.central import ingest
from counter_tui.store.central.ingest import Push, Taken
from counter_tui.store.central.statements import Statements
from counter_tui.store.driver import Connection
from counter_tui.store.hub import sequence
from counter_tui.store.store import Store

# What the centre holds already needs no head any more: a hub before this one may bring it once again.
_KEEP_HEAD = (
    "INSERT INTO relayed_head (office, device, epoch, seq, hash, signature) SELECT ?1, ?2, ?3, ?4, ?5, ?6 "
    "WHERE NOT EXISTS (SELECT 1 FROM watermark WHERE office = ?1 AND device = ?2 AND epoch = ?3 "
    "AND durable >= ?4) ON CONFLICT DO NOTHING"
)
APART = 250
"""So many lines of a chain at most lie between two heads that are kept: half of what a push may hold."""
# Who brings a version that is here already may have told nobody else who still speaks to the centre.
_TELL_AGAIN = (
    "UPDATE record SET pending = ? WHERE office = ? AND kind = ? AND id = ? AND rev = ? AND hlc = ? "
    "AND device = ?"
)
_CHAIN = "office = ?1 AND device = ?2 AND epoch = ?3"
_BEFORE = f"SELECT seq FROM relayed_head WHERE {_CHAIN} AND seq < ?4 ORDER BY seq DESC LIMIT 2"  # noqa: S608 - own text
_DROP = f"DELETE FROM relayed_head WHERE {_CHAIN} AND seq = ?4"  # noqa: S608 - own text


def take_in(store: Store, push: Push) -> Taken:
    """Commit a terminal's push as the centre would; its author's head is kept, so that its lines can be
    relayed in pages that end at one.

    Raises ChainGap when lines before it are missing.
    """
    with store.write() as transaction:
        sequence.number_new(transaction.connection)
        work = Statements(transaction.connection.cursor(), postgres=False)
        taken, events = ingest.take(work, push)
        sequence.note_projected(transaction.connection)
        if push.head.device != transaction.identity.device:  # the hub before brings our own lines, too
            _keep_head(transaction.connection, push.head, transaction.identity.device)
        projection.advance_all(transaction.connection, events)
        quarantine.release(transaction.connection, [push.head.device])
        for event in events:
            transaction.follow(event.hlc)
    return taken


def take_in_records(store: Store, versions: Iterable[Record]) -> int:
    """Merge terminals' versions of records, to be pushed on to the centre; return how many replaced ours.

    One that a hub before this one gave is pushed on, too: that one may have moved before it told the centre.
    """
    with store.write() as transaction:
        office, connection = transaction.identity.office, transaction.connection
        merged = 0
        for one in versions:
            if records.merge(connection, office, one, pending=True):
                merged += 1
            else:
                place = (office, one.kind, one.id, one.rev, one.hlc, one.device)
                connection.execute(_TELL_AGAIN, (True, *place))
        sequence.number_new(connection)
    return merged


def _keep_head(connection: Connection, head: SignedHead, me: str) -> None:
    if chains.hash_at(connection, head.device, head.epoch, head.seq) == head.hash:
        signed_heads.keep(connection, me, [head], {})  # also above lines that came before without it
    place = (head.office, head.device, head.epoch, head.seq)
    connection.execute(_KEEP_HEAD, (*place, head.hash, head.signature))
    before = [seq for (seq,) in connection.execute(_BEFORE, place)]
    # Without a centre no head is ever settled: what lies close between two others is not needed.
    if len(before) == 2 and head.seq - before[1] <= APART:
        connection.execute(_DROP, (*place[:3], before[0]))
