"""A hub that hears of a later one gives way: it grants no more, joins that one and hands over what it has.

It hears by the record that the later hub, or a terminal, pushes to it, by what its centre gives it, or by
looking around now and then. In a planned move it signs for the later one itself (`server.hub.moving`).
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec
from msgspec.structs import replace

from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.device_certificate import DeviceCertificate
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.core.record import Record
from counter_tui.server import certificates
from counter_tui.server.background import Background
from counter_tui.server.hub import announcing
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.vouching import before_of, device_key
from counter_tui.store import queries, records
from counter_tui.store.central import devices
from counter_tui.store.hub import sequence, standing
from counter_tui.store.transaction import Transaction
from counter_tui.sync import adoption, neighbourhood, peer
from counter_tui.sync.asking_around import ask_around
from counter_tui.sync.enrol import Newcomer
from counter_tui.sync.signing import verify

AGAIN_S = 2.0
"""How often the later hub is asked to take this one in, until it does."""
LOOK_S = 0.5
"""How often this home's own record of its site's hub is looked at, which sync may have changed."""

AROUND_S = 60.0
"""How often the network is looked at: of two hubs promoted apart from each other no centre may tell."""

_log = logging.getLogger("counter_tui.hub")


class SteppingDown(Background):
    """What one hub hears of later ones; `joined` is called once with the peer that it is a terminal of."""

    def __init__(
        self,
        opened: Opened,
        home: Home,
        joined: Callable[[peer.Peer], None],
        look: Callable[[], Iterable[neighbourhood.Neighbour]] = tuple,
        around_s: float = AROUND_S,
    ) -> None:
        super().__init__("stepping down")
        self._opened = opened
        self._home = home
        self._joined = joined
        self._look = look
        self._around_s = around_s
        self._looked_around = 0.0
        self._seen = -1

    def believes(self, record: Record) -> bool:
        """Return whether a record of KIND leads from a hub that this home trusts to the one it names."""
        return self._later(record) is not None

    def told(self) -> list[SignedAnnouncement]:
        """Return the announcements of this site's hubs that this home knows, the latest last."""
        return announcing.told(self._opened.store)

    def hear(self, versions: Iterable[Record]) -> None:
        """Give way at once where one of these records names a later hub."""
        for record in versions:
            found = self._later(record) if record.kind == hub_announcement.KIND else None
            if found is not None:
                with self._opened.store.write() as transaction:
                    self.give_way(transaction, record, found)
                self.follow()

    def give_way(self, transaction: Transaction, record: Record, found: HubAnnouncement) -> None:
        """Be no hub any more, in a transaction of the caller's, who lets it `follow` afterwards."""
        records.merge(transaction.connection, transaction.identity.office, record, pending=True)
        standing.step_down(transaction, hub_announcement.write(found))
        sequence.number_new(transaction.connection)
        _log.warning("gives way to the hub of epoch %d", found.epoch)

    def follow(self) -> None:
        """Join the hub to which this one gave way."""
        self.wake()

    def _later(self, record: Record) -> HubAnnouncement | None:
        store = self._opened.store
        with store.read() as connection:
            mine = standing.authority(connection, store.identity.device)
            before = peer.load(queries.meta(connection, standing.BEFORE))
            followed = standing.successor(connection)
        trusted = {self._opened.identity.key.public} | (before.trusted_keys if before else set())
        found = hub_announcement.believable(
            record, trusted=trusted, office=store.identity.office, verify=verify
        )
        if found is None or record.id != store.identity.site or found.device == store.identity.device:
            return None
        known = devices.known(self._opened.database, found.device)
        if known is not None and known.revoked:
            return None
        rank = (mine.epoch, self._opened.identity.id) if mine is not None else (0, "")
        if followed:
            rank = msgspec.json.decode(followed, type=HubAnnouncement).rank
        return found if found.rank > rank else None

    def _run(self) -> None:
        while not (self._done(self._begin) or self._stopping.is_set()):
            self._stopping.wait(LOOK_S)
        while not self._bell.wait(LOOK_S):
            self._listen()
        while not self._stopping.is_set() and not self._done(self._join):
            self._stopping.wait(AGAIN_S)
            self._listen()  # the one that is to be joined may be gone for good, and another may have followed

    def _listen(self) -> None:
        self._done(self._look_at_own_record)
        if time.monotonic() - self._looked_around >= self._around_s:
            self._done(self._look_around)

    def _done(self, step: Callable[[], bool]) -> bool:
        """Return whether a step is done: a full disk or a busy file is no end of listening."""
        try:
            return step()
        except Exception as error:  # its words may quote a row
            _log.warning("giving way waits: %s", type(error).__name__)
            return False

    def _begin(self) -> bool:
        with self._opened.store.read() as connection:
            known = standing.successor(connection)
        if known:
            self.follow()
            return True
        return self._look_around()

    def _look_around(self) -> bool:
        self._looked_around = time.monotonic()
        me, server = self._opened.store.identity, self._opened.identity.id
        others = [one for one in self._look() if one.server != server and one.site == me.site]
        for one, told in ask_around(others, lambda one: adoption.announced_at(one.url)):
            chain = hub_announcement.of_data(told)
            self.hear([hub_announcement.as_record(chain, one.site, one.epoch, me.device)])
        return True

    def _look_at_own_record(self) -> bool:
        store = self._opened.store
        version = store.version()
        if version == self._seen:
            return True
        with store.read() as connection:
            key = (hub_announcement.KIND, store.identity.site)
            known = records.load(connection, store.identity.office, key)
        if known is not None:
            self.hear([known])
        self._seen = version
        return True

    def _join(self) -> bool:
        with self._opened.store.read() as connection:
            found = msgspec.json.decode(standing.successor(connection), type=HubAnnouncement)
            behind = peer.load(queries.meta(connection, peer.META_KEY))
        me, before = self._opened.store.identity, before_of(self._opened.store)
        key = device_key(self._opened.identity, behind, before)
        word = DeviceCertificate(
            office=me.office,
            device=me.device,
            key=key.public,
            site=me.site,
            tag=me.tag,
            plain=me.plain,
            relay=True,
        )
        vouched = certificates.sign(self._opened.identity.key, word)
        try:
            joined = adoption.join(found, Newcomer(me.office, me.site, me.device, me.counter), key, vouched)
        except adoption.NotTakenIn:
            return False
        # Should this home be the hub once more, it takes in whoever slept through all of them.
        led_here = {self._opened.identity.key.public} | (before.trusted_keys if before else set())
        joined = replace(joined, earlier=sorted(led_here))
        with self._opened.store.write() as transaction:
            transaction.set_meta(peer.META_KEY, joined.dump())
        with suppress(OSError):  # the settings only repeat what the store says
            self._home.change(central=joined.address, serves="")
        self._joined(joined)
        return True
