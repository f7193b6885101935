"""What sync needs of its home's store; implemented by `store.syncing`, wired in `bootstrap`."""

from collections.abc import Sequence
from typing import Protocol

from counter_tui.core.chain import ChainHead, Feed, SignedHead
from counter_tui.core.record import Record


class SyncStore(Protocol):
    """The home's store as the sync thread sees it; every method is one transaction or one snapshot.

    A cursor belongs to a feed: to one server in one of its epochs; a new one starts without.
    """

    def chains(self) -> list[ChainHead]:
        """Return the heads of this device's own chains, older epochs first, without those given up."""

    def hash_at(self, epoch: int, seq: int) -> str | None:
        """Return the hash of an own event, a pruned one too; None where there is none."""

    def lines(self, epoch: int, after: int, limit: int) -> list[bytes]:
        """Return exact lines of an own chain behind `after`, in order and without a gap."""

    def durable(self, epoch: int) -> int:
        """Return up to which seq the centre is known to hold an own chain."""

    def settle(self, epoch: int, durable: int, held: Sequence[tuple[int, str]] = ()) -> None:
        """Keep how far the centre holds a chain (it may step back) and what it quarantined, with reasons."""

    def give_up(self, epoch: int) -> None:
        """Stop pushing a chain that the centre knows otherwise; draw a new epoch if it was current."""

    def current_epoch(self) -> int:
        """Return the epoch that new events get."""

    def meet(self, server_epoch: str) -> None:
        """Note which server epoch answers: a changed one voids the cursors, and may lack our records."""

    def cursor(self, feed: Feed) -> str:
        """Return the kept cursor; empty for a feed not met before."""

    def forget_cursors(self) -> None:
        """Drop both cursors and offer all own records again: the next pull is a bootstrap."""

    def take_events(
        self, lines: Sequence[bytes], heads: Sequence[SignedHead], feed: Feed, cursor: str
    ) -> int:
        """Ingest a pulled page and keep its cursor in one transaction; return how many were new."""

    def records_to_push(self, limit: int) -> list[Record]:
        """Return own changes of records that the centre has not answered for."""

    def records_pushed(self, records: Sequence[Record]) -> None:
        """Keep that the centre has answered for exactly these versions."""

    def take_records(self, records: Sequence[Record], feed: Feed, cursor: str) -> int:
        """Merge pulled records and keep the cursor in one transaction; return how many replaced ours."""

    def prune(self, now_ms: int) -> int:
        """Remove finished, durable streams older than 30 days; return how many events went."""

    def unsynced(self) -> tuple[int, int | None]:
        """Return how many own events the centre lacks, and the oldest one's `at`."""

    def held(self) -> int:
        """Return how many own events the centre keeps in quarantine."""

    def version(self) -> int:
        """Return a number that changes whenever any process committed."""
