"""The store as sync uses it: implements `sync.ports.SyncStore`."""

import logging
from collections.abc import Callable, Mapping, Sequence

from counter_tui.core.chain import ChainHead, Feed, SignedHead
from counter_tui.core.device_certificate import KEPT
from counter_tui.core.record import Record
from counter_tui.store import chains, identities, lease, pruning, purging, quarantine, queries, records
from counter_tui.store.driver import Connection
from counter_tui.store.hub import standing
from counter_tui.store.hub.relay import Relay
from counter_tui.store.identity import Identity
from counter_tui.store.ingest import ingest
from counter_tui.store.store import Store, wall_ms

log = logging.getLogger(__name__)

_CURSOR = "SELECT cursor FROM sync_cursor WHERE server = ? AND server_epoch = ? AND kind = ?"
_SET_CURSOR = (
    "INSERT INTO sync_cursor (server, server_epoch, kind, cursor) VALUES (?, ?, ?, ?) ON CONFLICT "
    "(server, kind) DO UPDATE SET server_epoch = excluded.server_epoch, cursor = excluded.cursor"
)
_OTHER_EPOCH = "SELECT 1 FROM sync_cursor WHERE server = ? AND server_epoch <> ? LIMIT 1"
_FORGET = "DELETE FROM sync_cursor WHERE server = ?"
MET = "sync_met"
"""Meta name of the server, and its epoch, that was last met; emptied, all records are offered again."""
_PENDING = f"SELECT {records.COLUMNS} FROM record WHERE pending AND office = ? LIMIT ?"  # noqa: S608 - our own names
_ANSWERED = (
    "UPDATE record SET pending = ? WHERE office = ? AND kind = ? AND id = ? AND rev = ? AND hlc = ? "
    "AND device = ?"
)
# A hub is the only one that its terminals told of what they wrote; an erasure is everybody's to pass on.
_OFFER_AGAIN = (
    "UPDATE record SET pending = ?1 WHERE office = ?2 AND kind <> ?4 AND (device = ?3 OR standing = 'erased' "
    "OR EXISTS (SELECT 1 FROM meta WHERE key = ?5))"
)


class StoreSync:
    """One home's store for its sync thread; `now` gives UTC milliseconds."""

    def __init__(self, store: Store, now: Callable[[], int] = wall_ms) -> None:
        self._store = store
        self._now = now

    @property
    def others(self) -> Relay:
        """The other devices' chains, which a hub relays."""
        return Relay(self._store)

    def chains(self) -> list[ChainHead]:
        """Return the heads of this device's own chains, older first, without those given up."""
        with self._store.read() as connection:
            return [head for head, _durable in chains.own(connection, self._me.device)]

    def current_epoch(self) -> int:
        """Return the epoch that new events get, also when another process has just drawn it."""
        with self._store.read() as connection:
            return _identity(connection).epoch

    def hash_at(self, epoch: int, seq: int) -> str | None:
        """Return the hash of an own event, a pruned one too."""
        with self._store.read() as connection:
            return chains.hash_at(connection, self._me.device, epoch, seq)

    def lines(self, epoch: int, after: int, limit: int) -> list[bytes]:
        """Return exact lines of an own chain behind `after`, up to the first gap."""
        with self._store.read() as connection:
            return chains.lines(connection, (self._me.device, epoch), after, limit)

    def durable(self, epoch: int) -> int:
        """Return up to which seq the centre is known to hold an own chain."""
        with self._store.read() as connection:
            marks = {head.epoch: durable for head, durable in chains.own(connection, self._me.device)}
        return marks.get(epoch, 0)

    def settle(self, epoch: int, durable: int, held: Sequence[tuple[int, str]] = ()) -> None:
        """Keep how far the centre holds a chain and what of it lies in its quarantine; else write nothing."""
        if not held and self.durable(epoch) == durable:
            return
        chain = (self._me.device, epoch)
        with self._store.write() as transaction:
            chains.settle(transaction.connection, chain, durable)
            for seq, reason in held:
                quarantine.hold(transaction.connection, chain, seq, reason, self._now())

    def relayed(self, epoch: int, seq: int) -> None:
        """Keep how far the server holds an own chain, whether the centre has it or not, where that is new."""
        if self.relayed_to(epoch) != seq:
            with self._store.write() as transaction:
                chains.note_relayed(transaction.connection, (self._me.device, epoch), seq)

    def relayed_to(self, epoch: int) -> int:
        """Return how far the server is known to hold an own chain."""
        with self._store.read() as connection:
            return chains.relayed(connection, (self._me.device, epoch))

    def give_up(self, epoch: int) -> None:
        """Push a chain no more; a new epoch begins if it was the present one."""
        with self._store.write() as transaction:
            chains.part(transaction, epoch)

    def meet(self, server: str, server_epoch: str) -> None:
        """Note who answers: a server's new epoch voids its cursors and its word; another may lack records."""
        self._renew_lease()
        met = f"{server} {server_epoch}"
        with self._store.read() as connection:
            changed = connection.execute(_OTHER_EPOCH, (server, server_epoch)).fetchone() is not None
            known = queries.meta(connection, MET)
        if met == known:
            return
        with self._store.write() as transaction:
            if changed:
                transaction.connection.execute(_FORGET, (server,))
            if changed or known is not None:
                self._offer_again(transaction.connection)
            if changed or (known or "").startswith(f"{server} "):
                chains.doubt(transaction.connection, self._me.device)
            transaction.set_meta(MET, met)

    def cursor(self, feed: Feed) -> str:
        """Return the kept cursor; empty for a feed not met before."""
        with self._store.read() as connection:
            row = connection.execute(_CURSOR, (feed.server, feed.server_epoch, feed.kind)).fetchone()
        return str(row[0]) if row else ""

    def forget_cursors(self) -> None:
        """Drop all cursors and offer every own record again."""
        with self._store.write() as transaction:
            transaction.connection.execute("DELETE FROM sync_cursor")
            self._offer_again(transaction.connection)

    def _offer_again(self, connection: Connection) -> None:
        connection.execute(_OFFER_AGAIN, (True, self._me.office, self._me.device, KEPT, standing.KEY))

    def take_events(
        self,
        lines: Sequence[bytes],
        heads: Sequence[SignedHead],
        feed: Feed,
        cursor: str,
        *,
        strict: bool = False,
        gaps: Mapping[str, Sequence[ChainHead]] = {},
    ) -> int:
        """Ingest a pulled page and keep its cursor in one transaction; return how many were new."""
        with self._store.write() as transaction:
            taken = ingest(transaction, lines, heads, self._now(), strict=strict, gaps=gaps)
            _keep_cursor(transaction.connection, feed, cursor)
        if taken.quarantined or taken.ahead:
            log.warning("pulled events: %d quarantined, %d clocks ahead", taken.quarantined, len(taken.ahead))
        return taken.new

    def records_to_push(self, limit: int) -> list[Record]:
        """Return own changes of records that the centre has not answered for."""
        with self._store.read() as connection:
            rows = connection.execute(_PENDING, (self._me.office, limit)).fetchall()
        return [records.parse(row) for row in rows]

    def records_pushed(self, versions: Sequence[Record]) -> None:
        """Keep that the centre has answered for exactly these versions."""
        with self._store.write() as transaction:
            transaction.connection.executemany(
                _ANSWERED,
                [
                    (False, self._me.office, one.kind, one.id, one.rev, one.hlc, one.device)
                    for one in versions
                ],
            )

    def take_records(self, versions: Sequence[Record], feed: Feed, cursor: str) -> int:
        """Merge pulled records and keep the cursor in one transaction; return how many replaced ours."""
        with self._store.write() as transaction:
            office = self._me.office
            taken = [records.merge(transaction.connection, office, one, pending=False) for one in versions]
            _keep_cursor(transaction.connection, feed, cursor)
        return sum(taken)

    def prune(self, now_ms: int) -> int:
        """Erase the personal records whose time is over, and remove finished, durable streams older than 30
        days; return how many events went.
        """
        self._renew_lease()
        purging.purge(self._store, now_ms)
        total = 0
        while True:
            with self._store.write() as transaction:
                gone = pruning.prune(transaction.connection, self._me.device, now_ms)
            total += gone
            if not gone:
                return total

    def _renew_lease(self) -> None:
        """Note that the server has answered this terminal: it is not lost."""
        with self._store.read() as connection:
            due = lease.is_due(connection, self._now())
        if due:
            with self._store.write() as transaction:
                lease.renew(transaction.connection, self._now())

    def at_hub(self) -> int:
        """Return how many own events the server holds and the centre lacks."""
        with self._store.read() as connection:
            return chains.at_hub(connection, self._me.device)

    def unsynced(self) -> tuple[int, int | None]:
        """Return how many own events the centre lacks, and the oldest one's `at`."""
        with self._store.read() as connection:
            return chains.unsynced(connection, self._me.device)

    def held(self) -> int:
        """Return how many own events the centre keeps in quarantine."""
        with self._store.read() as connection:
            return quarantine.held(connection, self._me.device)

    def version(self) -> int:
        """Return a number that changes whenever any process committed."""
        return self._store.version()

    @property
    def _me(self) -> Identity:
        return self._store.identity


def _keep_cursor(connection: Connection, feed: Feed, cursor: str) -> None:
    connection.execute(_SET_CURSOR, (feed.server, feed.server_epoch, feed.kind, cursor))


def _identity(connection: Connection) -> Identity:
    return identities.parse(identities.text(connection))
