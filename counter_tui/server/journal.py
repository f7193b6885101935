"""Where what devices send is written: into the centre's database, or into a hub's store (`server.hub`)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from counter_tui.core import device_certificate, slip_key_record
from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.record import Record
from counter_tui.server import certificates, site_hubs, slip_keys
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central import records
from counter_tui.store.central.database import Database
from counter_tui.store.central.devices import Known
from counter_tui.store.central.ingest import Push, Taken, ingest
from counter_tui.store.central.pull import Page


class Received(NamedTuple):
    """What became of a push, and up to which seq the centre is known to hold its chain."""

    taken: Taken
    durable: int


class Journal(Protocol):
    """Takes in pushes and records whose author is proven; every method commits before it returns."""

    @property
    def through(self) -> bool:
        """Whether the centre is another server, behind this one."""
        ...

    def begin(self, now: int) -> None:
        """Bring in order what was left undone when the server last ended; `now` is UTC milliseconds."""
        ...

    def take_in(self, push: Push) -> Received:
        """Commit a push and say what became of it; raises ChainGap when lines before it are missing."""
        ...

    def take_in_records(self, office: str, versions: Sequence[Record], now: int) -> None:
        """Keep those versions that supersede what is there; `now` is UTC milliseconds."""
        ...

    def heads(self, office: str, device: str) -> list[ChainHead]:
        """Return how far this server holds a device's chains."""
        ...

    def durable(self, office: str, device: str) -> list[ChainHead]:
        """Return how far the centre holds a device's chains, as far as this server knows."""
        ...

    def confirmed(self, office: str, device: str, epoch: int) -> int:
        """Return what a waiting device is to hear of at once: how far the centre holds its chain.

        0 where each push was already answered with that.
        """
        ...

    def relayed(self, office: str, device: str) -> dict[str, list[ChainHead]]:
        """Return how far this server holds the chains of an office's other devices."""
        ...

    def signed(self, page: Page) -> list[SignedHead]:
        """Return the signed heads of the chains in a page."""
        ...

    def gaps(self, page: Page) -> dict[str, list[ChainHead]]:
        """Return how far this server holds chains in a page of which it lacks lines before others it has."""
        ...

    def author(self, office: str, device: str) -> Known | None:
        """Return a device that is not enrolled here, but whose key somebody proved who is trusted."""
        ...

    def certificates(self, office: str, wanted: Collection[str] | None) -> list[SignedCertificate] | None:
        """Return certificates of the keys of an office's devices: of those wanted, or of all.

        None from a server that cannot prove whose chains it gives.
        """
        ...


class CentralJournal:
    """The centre's own database."""

    def __init__(self, database: Database, identity: ServerIdentity) -> None:
        self._database = database
        self._identity = identity

    @property
    def through(self) -> bool:
        """Return False: this is the centre."""
        return False

    def begin(self, now: int) -> None:
        """Certify the slip keys of all offices."""
        slip_keys.certify_all(self._database, self._identity, now)

    def take_in(self, push: Push) -> Received:
        """Commit a push; what is committed here is durable."""
        taken = ingest(self._database, push._replace(durable=0))
        return Received(taken, taken.committed)

    def take_in_records(self, office: str, versions: Sequence[Record], now: int) -> None:
        """Keep records, and in the same transaction what they tell of devices, hubs and slip keys."""
        with self._database.write() as work:
            certificates.adopt(work, office, versions, now)
            site_hubs.adopt(work, office, versions)
            certificates.revoke_again(work, office, versions)
            records.put(work, office, [one for one in versions if one.kind != device_certificate.KEPT])
            if any(record.kind == slip_key_record.KIND for record in versions):
                slip_keys.certify(work, office, self._identity, now)

    def heads(self, office: str, device: str) -> list[ChainHead]:
        """Return how far the centre holds a device's chains."""
        with self._database.read() as work:
            rows = work.rows(
                "SELECT epoch, seq, hash FROM head WHERE office = ? AND device = ? ORDER BY epoch",
                (office, device),
            )
        return [ChainHead(epoch=epoch, seq=seq, hash=hash_) for epoch, seq, hash_ in rows]

    def durable(self, office: str, device: str) -> list[ChainHead]:
        """Return the same: what the centre holds is durable."""
        return self.heads(office, device)

    def confirmed(self, office: str, device: str, epoch: int) -> int:  # noqa: ARG002 - every push tells it
        """Return 0: what the centre committed is durable, and its push was answered so."""
        return 0

    def relayed(self, office: str, device: str) -> dict[str, list[ChainHead]]:
        """Return how far the centre holds the chains of an office's other devices."""
        with self._database.read() as work:
            rows = work.rows(
                "SELECT device, epoch, seq, hash FROM head WHERE office = ? AND device <> ?", (office, device)
            )
        found: dict[str, list[ChainHead]] = {}
        for author, epoch, seq, hash_ in rows:
            found.setdefault(author, []).append(ChainHead(epoch=epoch, seq=seq, hash=hash_))
        return found

    def signed(self, page: Page) -> list[SignedHead]:
        """Return the heads as they came with their pushes."""
        return page.heads

    def gaps(self, page: Page) -> dict[str, list[ChainHead]]:  # noqa: ARG002 - the same for all
        """Return none: the centre takes every chain in whole."""
        return {}

    def author(self, office: str, device: str) -> Known | None:  # noqa: ARG002 - the same for all
        """Return None: the centre trusts nobody's word but its own."""
        return None

    def certificates(self, office: str, wanted: Collection[str] | None) -> list[SignedCertificate] | None:
        """Return the centre's own word for an office's devices."""
        found = certificates.of_devices(self._database, office, wanted)
        return [certificates.sign(self._identity.key, one) for one in found]
