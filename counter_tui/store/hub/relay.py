"""What a home holds of other devices' chains and the centre may lack, below heads that they signed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import KEPT, DeviceCertificate, SignedCertificate, of_data, said
from counter_tui.core.record import Record
from counter_tui.store import chains, records
from counter_tui.store.driver import Connection
from counter_tui.store.hub import chains as hub_chains
from counter_tui.store.hub import standing
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction

_CHAIN = "office = ? AND device = ? AND epoch = ?"
_WAITING = (
    "SELECT s.device, s.epoch, coalesce(w.durable, 0) FROM signed_head s LEFT JOIN watermark w "
    "ON w.office = s.office AND w.device = s.device AND w.epoch = s.epoch "
    "WHERE s.office = ? AND s.device <> ? AND s.seq > coalesce(w.durable, 0) ORDER BY s.device, s.epoch"
)
_UNSENT = (
    "SELECT coalesce(sum(s.seq - coalesce(w.durable, 0)), 0) FROM signed_head s LEFT JOIN watermark w "
    "ON w.office = s.office AND w.device = s.device AND w.epoch = s.epoch "
    "WHERE s.office = ? AND s.device <> ? AND s.seq > coalesce(w.durable, 0)"
)
# A clone signs heads of the same chain, too: those lead to lines that are kept apart here.
_OURS = (
    "(EXISTS (SELECT 1 FROM event e WHERE e.office = h.office AND e.device = h.device AND e.epoch = h.epoch "
    "AND e.seq = h.seq AND e.hash = h.hash) OR EXISTS (SELECT 1 FROM quarantine q WHERE q.office = h.office "
    "AND q.device = h.device AND q.epoch = h.epoch AND q.seq = h.seq AND q.hash = h.hash "
    "AND q.reason NOT IN ('clone', 'head')))"
)
_HEADS = (
    f"SELECT office, device, epoch, seq, hash, signature FROM relayed_head h WHERE {_CHAIN} AND {_OURS} "  # noqa: S608 - own text
    "AND seq > ?"
)
_UP_TO = f"{_HEADS} AND seq <= ? ORDER BY seq DESC LIMIT 1"
_NEXT = f"{_HEADS} ORDER BY seq LIMIT 1"
_NEWEST = f"SELECT office, device, epoch, seq, hash, signature FROM signed_head WHERE {_CHAIN} AND seq > ?"  # noqa: S608
_LINES = f"SELECT seq, body FROM event WHERE {_CHAIN} AND seq BETWEEN ? AND ?"  # noqa: S608 - own text
# What was sent and kept apart here has its place in the chain, too; a clone's or a forged line has none.
_APART = (
    f"SELECT seq, body FROM quarantine WHERE {_CHAIN} AND seq BETWEEN ? AND ? "  # noqa: S608 - own text
    "AND reason NOT IN ('clone', 'head') AND substr(reason, 1, 5) <> 'held_'"
)
_PLACES = (
    f"SELECT epoch, seq, hash FROM relayed_head h WHERE office = ?1 AND device = ?2 AND {_OURS} "  # noqa: S608 - own text
    f"UNION SELECT epoch, seq, hash FROM signed_head h WHERE office = ?1 AND device = ?2 AND {_OURS} "
    "UNION SELECT epoch, durable, durable_hash FROM watermark "
    "WHERE office = ?1 AND device = ?2 AND durable_hash IS NOT NULL ORDER BY seq"
)
_HOW_FAR = f"SELECT durable, durable_hash FROM watermark WHERE {_CHAIN}"  # noqa: S608 - own text
_KNOWN = "SELECT epoch, durable, durable_hash FROM watermark WHERE office = ? AND device = ?"
_DROP = f"DELETE FROM relayed_head WHERE {_CHAIN} AND seq <= ?"  # noqa: S608 - own text
_SETTLE = (
    "INSERT INTO watermark (office, device, epoch, durable, durable_hash) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (office, device, epoch) DO UPDATE SET durable = excluded.durable, "
    "durable_hash = excluded.durable_hash"
)
_OTHERS = (
    "SELECT device, epoch FROM watermark WHERE office = ?1 AND device <> ?2 "
    "UNION SELECT device, epoch FROM signed_head WHERE office = ?1 AND device <> ?2"
)
_SHOW = "UPDATE record SET pending = ? WHERE office = ? AND kind = ? AND id = ?"
_REVOKE = "UPDATE device SET revoked_at = ? WHERE office = ? AND device = ? AND revoked_at IS NULL"


class Waiting(NamedTuple):
    """A chain of another device of which more is held here than the centre confirmed (up to `durable`)."""

    device: str
    epoch: int
    durable: int


class Relay:
    """The other devices' chains of one home; a terminal holds none that waits."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waiting(self) -> list[Waiting]:
        """Return the chains that the centre may lack something of."""
        me = self._store.identity
        with self._store.read() as connection:
            return [Waiting(*row) for row in connection.execute(_WAITING, (me.office, me.device))]

    def unsent(self) -> int:
        """Return how many events a hub holds of its terminals that the centre may lack; 0 at a terminal."""
        me = self._store.identity
        with self._store.read() as connection:
            if standing.authority(connection, me.device) is None:
                return 0
            return int(connection.execute(_UNSENT, (me.office, me.device)).fetchone()[0])

    def page(self, device: str, epoch: int, after: int, limit: int) -> tuple[SignedHead, list[bytes]] | None:
        """Return a chain's lines behind `after` up to a head that its author signed, about `limit` at most.

        None where lines are missing here.
        """
        with self._store.read() as connection:
            chain = (connection.office, device, epoch)
            row = (
                connection.execute(_UP_TO, (*chain, after, after + limit)).fetchone()
                or connection.execute(_NEXT, (*chain, after)).fetchone()
                or connection.execute(_NEWEST, (*chain, after)).fetchone()
            )
            if row is None:
                return None
            head = SignedHead(**dict(zip(SignedHead.__struct_fields__, row, strict=True)))
            lines = _lines(connection, chain, after + 1, head.seq)
        return (head, lines) if len(lines) == head.seq - after else None

    def told(self, heads: Mapping[str, Sequence[ChainHead]]) -> None:
        """Keep how far the centre holds each chain, what it does not name not at all; one that goes on
        otherwise there than here stays as it is, so that all of ours comes to lie in its quarantine.
        """
        me = self._store.identity
        theirs = {(device, head.epoch): head for device, found in heads.items() for head in found}
        with self._store.write() as transaction:
            connection = transaction.connection
            ours: list[tuple[str, int]] = connection.execute(_OTHERS, (me.office, me.device)).fetchall()
            for chain in {*ours, *theirs}:
                head = theirs.get(chain, ChainHead(epoch=chain[1]))
                if chains.hash_at(connection, chain[0], chain[1], head.seq) in (None, head.hash):
                    _settle(connection, chain, head)

    def settle(self, device: str, head: ChainHead) -> None:
        """Keep how far the centre holds a chain of another device."""
        with self._store.write() as transaction:
            _settle(transaction.connection, (device, head.epoch), head)

    def keep(self, found: Iterable[tuple[DeviceCertificate, SignedCertificate]]) -> None:
        """Keep the centre's word for its office's devices, to hand it on, and heed its revocations."""
        with self._store.read() as connection:
            fresh = [one for one in found if not _is_kept(connection, one)]
        if fresh:
            with self._store.write() as transaction:
                for one in fresh:
                    keep_word(transaction, *one)


def kept(connection: Connection) -> list[SignedCertificate]:
    """Return what is kept of the centre's word for its office's devices."""
    rows = connection.execute(
        "SELECT data FROM record WHERE office = ? AND kind = ?", (connection.office, KEPT)
    )
    return [msgspec.json.decode(data, type=SignedCertificate) for (data,) in rows]


def signed_ends(connection: Connection, device: str) -> list[ChainHead]:
    """Return how far this home can hand a device's chains on: up to a head of its author's, or to what the
    centre holds. What came without one, inside a hub's answer to a command, its author brings again.
    """
    rows = connection.execute(_PLACES, (connection.office, device))
    signed = {epoch: ChainHead(epoch=epoch, seq=seq, hash=hash_) for epoch, seq, hash_ in rows}
    return [
        min(end, signed.get(end.epoch, ChainHead(epoch=end.epoch)), key=lambda one: one.seq)
        for end in hub_chains.ends(connection, device)
    ]


def fork(connection: Connection, device: str) -> list[ChainHead]:
    """Return where the centre holds another line of a device's chain than this home: somebody cloned it."""
    found = connection.execute(_KNOWN, (connection.office, device)).fetchall()
    return [
        ChainHead(epoch=epoch, seq=durable, hash=hash_)
        for epoch, durable, hash_ in found
        if hash_ and chains.hash_at(connection, device, epoch, durable) not in (None, hash_)
    ]


def _lines(connection: Connection, chain: tuple[str, str, int], first: int, last: int) -> list[bytes]:
    apart = connection.execute(_APART, (*chain, first, last)).fetchall()
    held = {seq: bytes(body) for seq, body in apart}
    held |= {seq: body.encode() for seq, body in connection.execute(_LINES, (*chain, first, last))}
    return [held[seq] for seq in sorted(held)]


def _settle(connection: Connection, chain: tuple[str, int], head: ChainHead) -> None:
    place = (connection.office, *chain)
    known = connection.execute(_HOW_FAR, place).fetchone()
    hash_ = head.hash if head.seq else None
    if (known or (0, None)) != (head.seq, hash_):
        connection.execute(_SETTLE, (*place, head.seq, hash_))
    connection.execute(_DROP, (*place, head.seq))


def _revoked_by(known: Record, signer: str) -> bool:
    """Return whether this same server once said that the device is revoked, which is for good."""
    kept = of_data(known.data)
    if kept is None or kept.signer != signer:
        return False
    found = said(kept)
    return found is not None and found.revoked is not None


def _is_kept(connection: Connection, one: tuple[DeviceCertificate, SignedCertificate]) -> bool:
    known = records.load(connection, connection.office, (KEPT, one[0].device))
    return known is not None and known.data == msgspec.to_builtins(one[1])


def keep_word(transaction: Transaction, says: DeviceCertificate, signed: SignedCertificate) -> None:
    """Keep a server's word for a device as a record, which all terminals get, and heed a revocation."""
    connection, office = transaction.connection, transaction.identity.office
    known = records.load(connection, office, (KEPT, says.device))
    if known is not None and says.revoked is None and _revoked_by(known, signed.signer):
        # It was restored from a backup and forgot: it is shown its own word.
        connection.execute(_SHOW, (True, office, KEPT, says.device))
        return
    version = Record(
        kind=KEPT,
        id=says.device,
        rev=known.rev + 1 if known else 1,
        hlc=transaction.stamp(),
        device=transaction.identity.device,
        data=msgspec.to_builtins(signed),
    )
    records.merge(connection, office, version, pending=False)
    if says.revoked is not None:
        connection.execute(_REVOKE, (says.revoked, office, says.device))
