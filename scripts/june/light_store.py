"""A terminal's store for the drill: the program's real sync code over lines that lie in a file.

A real terminal keeps its journal in an encrypted SQLite file on its own machine; hundreds of those on the
centre's two cores would measure the drill. What it sends and asks is the same, byte for byte.
"""

from collections.abc import Iterable, Mapping, Sequence

from counter_tui.core.chain import ChainHead, Feed, SignedHead
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate
from counter_tui.core.event import GENESIS, digest
from counter_tui.core.record import Record
from scripts.june.country import Terminal

_MODULUS = 2**64


def fingerprint(line: bytes) -> int:
    """Return a number of a line; the sum of many tells two sets of lines apart, whatever their order."""
    return int(digest(line)[:16], 16)


class NoRelay:
    """Implements `sync.ports.RelayStore` for a home that relays nothing."""

    def waiting(self) -> Sequence[tuple[str, int, int]]:
        """Return none."""
        return ()

    def unsent(self) -> int:
        """Return none."""
        return 0

    def page(self, device: str, epoch: int, after: int, limit: int) -> tuple[SignedHead, list[bytes]] | None:
        """Return none."""
        del device, epoch, after, limit
        return None

    def told(self, heads: Mapping[str, Sequence[ChainHead]]) -> None:
        """Nothing to keep."""

    def settle(self, device: str, head: ChainHead) -> None:
        """Nothing to keep."""

    def keep(self, found: Iterable[tuple[DeviceCertificate, SignedCertificate]]) -> None:
        """Nothing to keep."""


class LightStore:
    """Implements `sync.ports.SyncStore`; before `went_by` the week has not happened yet."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._cursors: dict[str, tuple[Feed, str]] = {}
        self._durable = 0
        self.went_by = False
        self.received = 0
        self.fingerprint = 0
        self.quarantined = 0

    @property
    def all_sent(self) -> bool:
        """Whether the centre holds everything of this terminal."""
        return self._durable == self._terminal.events

    @property
    def others(self) -> "NoRelay":
        """Nobody else's chains: a terminal of the drill is no hub."""
        return NoRelay()

    def chains(self) -> list[ChainHead]:
        """Return the head of its one chain."""
        return [self._terminal.head if self.went_by else ChainHead(epoch=self.current_epoch())]

    def hash_at(self, epoch: int, seq: int) -> str | None:
        """Return the hash of an own event."""
        if seq == 0:
            return GENESIS
        found = self.lines(epoch, seq - 1, 1)
        return digest(found[0]) if found else None

    def lines(self, epoch: int, after: int, limit: int) -> list[bytes]:
        """Return own lines behind a seq."""
        return self._terminal.lines(after, limit) if epoch == self.current_epoch() else []

    def durable(self, epoch: int) -> int:
        """Return how far the centre holds the chain."""
        return self._durable if epoch == self.current_epoch() else 0

    def settle(self, epoch: int, durable: int, held: Sequence[tuple[int, str]] = ()) -> None:
        """Keep how far the centre holds the chain."""
        self._durable = durable if epoch == self.current_epoch() else self._durable
        self.quarantined += len(held)

    def relayed(self, epoch: int, seq: int) -> None:
        """Nothing to keep: a centre's word is final."""

    def relayed_to(self, epoch: int) -> int:
        """Return how far the centre holds the chain."""
        return self.durable(epoch)

    def give_up(self, epoch: int) -> None:
        """Never right in a drill: nobody here was copied or restored."""
        raise RuntimeError(f"the centre holds another chain of {self._terminal.who.device} ({epoch})")

    def current_epoch(self) -> int:
        """Return the epoch of its one chain."""
        return self._terminal.who.epoch

    def meet(self, server: str, server_epoch: str) -> None:
        """Forget cursors of another server epoch."""
        del server  # there is but one
        self._cursors = {
            kind: kept for kind, kept in self._cursors.items() if kept[0].server_epoch == server_epoch
        }

    def cursor(self, feed: Feed) -> str:
        """Return the kept cursor of a feed."""
        kept = self._cursors.get(feed.kind)
        return kept[1] if kept and kept[0] == feed else ""

    def forget_cursors(self) -> None:
        """Drop both cursors."""
        self._cursors.clear()

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
        """Count what was pulled."""
        del heads, strict, gaps  # the drill compares whole lines at the end
        self.received += len(lines)
        self.fingerprint = (self.fingerprint + sum(map(fingerprint, lines))) % _MODULUS
        self._cursors[feed.kind] = (feed, cursor)
        return len(lines)

    def records_to_push(self, limit: int) -> list[Record]:
        """Return none: this drill is about events."""
        del limit
        return []

    def records_pushed(self, records: Sequence[Record]) -> None:
        """Nothing to keep."""

    def take_records(self, records: Sequence[Record], feed: Feed, cursor: str) -> int:
        """Keep the cursor."""
        self._cursors[feed.kind] = (feed, cursor)
        return len(records)

    def prune(self, now_ms: int) -> int:
        """Remove nothing."""
        del now_ms
        return 0

    def at_hub(self) -> int:
        """Return none: there is no hub."""
        return 0

    def unsynced(self) -> tuple[int, int | None]:
        """Return how many own events the centre lacks."""
        return self._terminal.events - self._durable, None

    def held(self) -> int:
        """Return how many own events the centre keeps in quarantine."""
        return self.quarantined

    def version(self) -> int:
        """Return a number that changes never: nothing is written here."""
        return 0
