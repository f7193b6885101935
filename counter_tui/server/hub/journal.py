"""Where a hub writes what its terminals send: into the store of the terminal whose home it runs on."""

from collections.abc import Callable, Collection, Sequence

from counter_tui.core import slip_key_record
from counter_tui.core.chain import ChainHead, SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.record import Record
from counter_tui.server.hub.vouching import Vouching
from counter_tui.server.journal import Received
from counter_tui.store.central.devices import Known
from counter_tui.store.central.ingest import Push
from counter_tui.store.central.pull import Page
from counter_tui.store.hub import chains, intake, relay, sequence
from counter_tui.store.store import Store


class HubJournal:
    """One hub's store; `final` says that there is no centre behind it, so that what it holds is durable.

    `certify` looks at the slip keys here, at a moment in UTC milliseconds; behind a hub the centre does.
    `vouching` proves whose chains it gives; without it nothing is proven.
    """

    def __init__(
        self, store: Store, certify: Callable[[int], None], *, final: bool, vouching: Vouching | None = None
    ) -> None:
        self._vouching = vouching
        self._store = store
        self._certify = certify
        self._final = final

    @property
    def through(self) -> bool:
        """Return whether this hub has a centre behind it."""
        return not self._final

    def begin(self, now: int) -> None:
        """Number what was written while no hub ran here."""
        with self._store.write() as transaction:
            if self._vouching is not None:
                self._vouching.tell(transaction)
            sequence.number_new(transaction.connection)
        self._certify(now)

    def take_in(self, push: Push) -> Received:
        """Commit a push; it is durable up to where the centre told this hub that it holds the chain.

        Without a centre nobody holds what this hub lacks, whatever it once had before it was restored.
        """
        taken = intake.take_in(self._store, push._replace(durable=0) if self._final else push)
        if self._final:
            return Received(taken, taken.committed)
        with self._store.read() as connection:
            durable = chains.durable(connection, push.head.device).get(push.head.epoch, 0)
        return Received(taken, min(durable, taken.committed))

    def take_in_records(self, office: str, versions: Sequence[Record], now: int) -> None:  # noqa: ARG002 - one office
        """Keep records, to be pushed on to the centre."""
        intake.take_in_records(self._store, versions)
        if any(record.kind == slip_key_record.KIND for record in versions):
            self._certify(now)

    def heads(self, office: str, device: str) -> list[ChainHead]:  # noqa: ARG002 - a hub has one office
        """Return how far this hub holds a device's chains; of a cloned one what the centre holds instead."""
        with self._store.read() as connection:
            forks = {head.epoch: head for head in relay.fork(connection, device)}
            return [forks.get(head.epoch, head) for head in relay.signed_ends(connection, device)]

    def durable(self, office: str, device: str) -> list[ChainHead]:
        """Return how far the centre holds a device's chains, as this hub last heard."""
        if self._final:
            return self.heads(office, device)
        with self._store.read() as connection:
            return chains.durable_heads(connection, device)

    def confirmed(self, office: str, device: str, epoch: int) -> int:  # noqa: ARG002 - a hub has one office
        """Return how far the centre holds a chain; without a centre each push was answered with that."""
        if self._final:
            return 0
        with self._store.read() as connection:
            return chains.durable(connection, device).get(epoch, 0)

    def relayed(self, office: str, device: str) -> dict[str, list[ChainHead]]:  # noqa: ARG002 - one office
        """Return how far this hub holds the chains of the other devices, all of its own among them."""
        me = self._store.identity.device
        with self._store.read() as connection:
            others = chains.authors(connection) - {device, me}
            found = {other: relay.signed_ends(connection, other) for other in others}
            return found | {me: chains.ends(connection, me)}

    def signed(self, page: Page) -> list[SignedHead]:
        """Return the signed heads of the chains in a page, this hub's own among them."""
        return self._vouching.signed(page) if self._vouching is not None else page.heads

    def gaps(self, page: Page) -> dict[str, list[ChainHead]]:
        """Return what this hub lacks itself, because one before it gave single lines with an answer, and
        what it got only later than others and gives behind this page.
        """
        wanted = {(head.device, head.epoch) for head in page.heads}
        if not wanted:
            return {}
        with self._store.read() as connection:
            return chains.gaps(connection, wanted, page.cursor.at)

    def author(self, office: str, device: str) -> Known | None:  # noqa: ARG002 - a hub has one office
        """Return a device of its centre's, or a hub before this one: terminals bring what they wrote."""
        return self._vouching.author(device) if self._vouching is not None else None

    def certificates(self, office: str, wanted: Collection[str] | None) -> list[SignedCertificate] | None:  # noqa: ARG002
        """Return what proves the keys of the office's devices."""
        return self._vouching.certificates(wanted) if self._vouching is not None else None
