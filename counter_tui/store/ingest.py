"""Taking in what a server gives: foreign events into the journal, in one transaction with their cursor.

Nothing a server sends can stop the rest of it, alter what is already here, or touch the handover guard.
"""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.event import GENESIS, Event, MalformedEvent, decode, digest
from counter_tui.store import chains, event_rows, projection, quarantine, signed_heads
from counter_tui.store.signed_heads import forged
from counter_tui.store.transaction import Transaction

_AT_PLACE = "SELECT hash, body FROM event WHERE office = ? AND device = ? AND epoch = ? AND seq = ?"
_BY_ID = "SELECT 1 FROM event WHERE office = ? AND id = ?"
_UNPRUNE = "DELETE FROM pruned WHERE office = ? AND device = ? AND epoch = ? AND seq = ?"


class Ingested(NamedTuple):
    """What became of a page; `ahead` are devices whose clock is too far ahead to be followed."""

    new: int
    duplicates: int
    quarantined: int
    ahead: frozenset[str]


def ingest(
    transaction: Transaction,
    lines: Sequence[bytes],
    heads: Sequence[SignedHead],
    now_ms: int,
    *,
    strict: bool = False,
    gaps: Mapping[str, Sequence[ChainHead]] = {},
) -> Ingested:
    """Write a page of pulled lines and fold what it touches; a line that is wrong goes to the quarantine.

    Reasons: `malformed`, `scope` (another office), `clone` (another event has this place), `chain` (a
    neighbour names another hash), `head` (its device signed another hash, or with `strict` none above it),
    `repeated_id`. Of a chain that has `gaps` at the server, its lines behind them are no more than lines.
    """
    page = _Page(transaction, heads, now_ms, forged(lines, heads) if strict else frozenset())
    for line in lines:
        page.take(line)
    signed_heads.keep(transaction.connection, transaction.identity.device, heads, page.given(gaps))
    projection.advance_all(transaction.connection, page.written)
    quarantine.release(transaction.connection, {device for device, _epoch in page.ends})
    return Ingested(page.new, page.duplicates, page.quarantined, frozenset(page.ahead))


class _Page:
    """One page within its transaction."""

    def __init__(
        self, transaction: Transaction, heads: Sequence[SignedHead], now_ms: int, forged: Container[str]
    ) -> None:
        self.forged = forged
        self.transaction = transaction
        self.connection = transaction.connection
        self.now_ms = now_ms
        self.signed = {(head.device, head.epoch, head.seq): head.hash for head in heads}
        self.written: list[Event] = []
        self.ends: dict[tuple[str, int], tuple[int, str]] = {}
        self.new = self.duplicates = self.quarantined = 0
        self.ahead: set[str] = set()

    def take(self, line: bytes) -> None:
        fingerprint = digest(line)
        try:
            event = decode(line)
        except MalformedEvent:
            self._apart(quarantine.Line("", 0, 0, fingerprint, line), "malformed")
            return
        chain = (event.device, event.epoch)
        self.ends[chain] = max(self.ends.get(chain, (0, "")), (event.seq, fingerprint))
        known = self._at(event, event.seq)
        if known is not None and known[0] == fingerprint:
            self.duplicates += 1
            return
        reason = "clone" if known is not None else self._fault(event, fingerprint)
        self._part_if_mine(event)
        if reason:
            place = quarantine.Line(event.device, event.epoch, event.seq, fingerprint, line)
            self._apart(place, reason)
        else:
            self._write(event, line, fingerprint)

    def given(self, gaps: Mapping[str, Sequence[ChainHead]]) -> dict[signed_heads.Chain, tuple[int, str]]:
        """Return how far the chains of the page are given with it."""
        whole = {(device, end.epoch): (end.seq, end.hash) for device, ends in gaps.items() for end in ends}
        ends = {chain: min(end, whole.get(chain, end)) for chain, end in self.ends.items()}
        return {chain: end for chain, end in ends.items() if end[0]}

    def _fault(self, event: Event, fingerprint: str) -> str:
        place = (event.device, event.epoch, event.seq)
        if event.office != self.transaction.identity.office:
            return "scope"
        if fingerprint in self.forged or self.signed.get(place, fingerprint) != fingerprint:
            return "head"
        if chains.pruned_hash(self.connection, *place) not in (None, fingerprint):
            return "clone"
        if not self._fits(event, fingerprint):
            return "chain"
        if self.connection.execute(_BY_ID, (event.office, event.id)).fetchone():
            return "repeated_id"
        return ""

    def _fits(self, event: Event, fingerprint: str) -> bool:
        if event.seq == 1 and event.prev != GENESIS:
            return False
        before = chains.hash_at(self.connection, event.device, event.epoch, event.seq - 1)
        if before is not None and before != event.prev:
            return False
        after = self._at(event, event.seq + 1)
        return after is None or projection.read_event(after[1]).prev == fingerprint

    def _at(self, event: Event, seq: int) -> tuple[str, str] | None:
        found: tuple[str, str] | None = self.connection.execute(
            _AT_PLACE, (event.office, event.device, event.epoch, seq)
        ).fetchone()
        return found

    def _part_if_mine(self, event: Event) -> None:
        """Draw a new epoch when somebody else writes on this device's present chain: it was cloned."""
        me = self.transaction.identity
        if (event.office, event.device, event.epoch) == (me.office, me.device, me.epoch):
            chains.draw_epoch(self.transaction)

    def _write(self, event: Event, line: bytes, fingerprint: str) -> None:
        self.connection.execute(event_rows.INSERT, event_rows.row_of(event, line.decode(), fingerprint))
        self.connection.execute(_UNPRUNE, (event.office, event.device, event.epoch, event.seq))
        chains.extend(self.connection, self.transaction.identity.device, event, fingerprint)
        if self.transaction.follow(event.hlc):
            self.ahead.add(event.device)
        self.written.append(event)
        self.new += 1

    def _apart(self, line: quarantine.Line, reason: str) -> None:
        quarantine.keep(self.connection, line, reason, self.now_ms)
        self.quarantined += 1
