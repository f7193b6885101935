"""Where a hub writes what its terminals send: into the store of the terminal whose home it runs on."""

from collections.abc import Callable, Sequence

from counter_tui.core import slip_key_record
from counter_tui.core.chain import ChainHead
from counter_tui.core.record import Record
from counter_tui.server.journal import Received
from counter_tui.store.central.ingest import Push
from counter_tui.store.hub import chains, intake, sequence
from counter_tui.store.store import Store


class HubJournal:
    """One hub's store; `final` says that there is no centre behind it, so that what it holds is durable.

    `certify` looks at the slip keys here, at a moment in UTC milliseconds; behind a hub the centre does.
    """

    def __init__(self, store: Store, certify: Callable[[int], None], *, final: bool) -> None:
        self._store = store
        self._certify = certify
        self._final = final

    def begin(self, now: int) -> None:
        """Number what was written while no hub ran here."""
        with self._store.write() as transaction:
            sequence.number_new(transaction.connection)
        self._certify(now)

    def take_in(self, push: Push) -> Received:
        """Commit a push; it is durable up to where the centre told this hub that it holds the chain."""
        taken = intake.take_in(self._store, push)
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
        """Return how far this hub holds a device's chains."""
        with self._store.read() as connection:
            return chains.ends(connection, device)

    def durable(self, office: str, device: str) -> list[ChainHead]:
        """Return how far the centre holds a device's chains, as this hub last heard."""
        held = self.heads(office, device)
        if self._final:
            return held
        with self._store.read() as connection:
            known = chains.durable(connection, device)
        return [ChainHead(epoch=one.epoch, seq=known[one.epoch]) for one in held if one.epoch in known]
