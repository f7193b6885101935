"""What sync needs of its home's store; implemented by `store.syncing`, wired in `bootstrap`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from counter_tui.core.chain import ChainHead, Feed, SignedHead
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate
from counter_tui.core.record import Record


class RelayStore(Protocol):
    """What the home holds of other devices' chains, to be pushed on."""

    def waiting(self) -> Sequence[tuple[str, int, int]]:
        """Return device, epoch and durable watermark of each chain that the centre may lack some of."""

    def unsent(self) -> int:
        """Return how many events a hub holds of its terminals that the centre may lack; 0 at a terminal."""

    def page(self, device: str, epoch: int, after: int, limit: int) -> tuple[SignedHead, list[bytes]] | None:
        """Return lines behind `after` up to a head that their author signed; None where some are missing."""

    def told(self, heads: Mapping[str, Sequence[ChainHead]]) -> None:
        """Keep how far the centre holds all these chains; it has nothing of those that it does not name."""

    def settle(self, device: str, head: ChainHead) -> None:
        """Keep how far the centre holds one of them."""

    def keep(self, found: Iterable[tuple[DeviceCertificate, SignedCertificate]]) -> None:
        """Keep the centre's word for its office's devices, to hand it on."""


class SyncStore(Protocol):
    """The home's store as the sync thread sees it; every method is one transaction or one snapshot.

    A cursor belongs to a feed: to one server in one of its epochs; a new one starts without.
    """

    @property
    def others(self) -> RelayStore:
        """The other devices' chains, for a home that relays them."""

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

    def relayed(self, epoch: int, seq: int) -> None:
        """Keep how far the server holds an own chain, whether the centre has it or not."""

    def relayed_to(self, epoch: int) -> int:
        """Return how far the server is known to hold an own chain."""

    def give_up(self, epoch: int) -> None:
        """Stop pushing a chain that the centre knows otherwise; draw a new epoch if it was current."""

    def current_epoch(self) -> int:
        """Return the epoch that new events get."""

    def meet(self, server: str, server_epoch: str) -> None:
        """Note who answers: a server's new epoch voids its cursors and its word; another may lack records."""

    def cursor(self, feed: Feed) -> str:
        """Return the kept cursor; empty for a feed not met before."""

    def forget_cursors(self) -> None:
        """Drop both cursors and offer all own records again: the next pull is a bootstrap."""

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
        """Ingest a pulled page and keep its cursor in one transaction; return how many were new.

        `strict`: the heads are proven, and a line without one of them above it is kept apart. `gaps`: how far
        the server holds chains, by device, of which it lacks lines before others that it has.
        """

    def records_to_push(self, limit: int) -> list[Record]:
        """Return own changes of records that the centre has not answered for."""

    def records_pushed(self, records: Sequence[Record]) -> None:
        """Keep that the centre has answered for exactly these versions."""

    def take_records(self, records: Sequence[Record], feed: Feed, cursor: str) -> int:
        """Merge pulled records and keep the cursor in one transaction; return how many replaced ours."""

    def prune(self, now_ms: int) -> int:
        """Remove finished, durable streams older than 30 days; return how many events went."""

    def at_hub(self) -> int:
        """Return how many own events the server holds and the centre lacks."""

    def unsynced(self) -> tuple[int, int | None]:
        """Return how many own events the centre lacks, and the oldest one's `at`."""

    def held(self) -> int:
        """Return how many own events the centre keeps in quarantine."""

    def version(self) -> int:
        """Return a number that changes whenever any process committed."""
