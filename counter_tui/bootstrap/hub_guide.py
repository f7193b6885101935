"""Where a terminal's hub is now: at another address, or on another computer that was promoted.

Nothing that the network says is believed by itself. The hub that is known proves itself by its certificate;
another one by an announcement that a key signed which this terminal trusts (`core.hub_announcement`).
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec.structs import replace

from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.store import queries, records
from counter_tui.store.hub import revocations
from counter_tui.store.store import Store
from counter_tui.sync import adoption, neighbourhood, peer
from counter_tui.sync.asking_around import ask_around
from counter_tui.sync.enrol import Newcomer
from counter_tui.sync.neighbourhood import Neighbour
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey, from_text, verify


def _look(known: Peer) -> Iterable[Neighbour]:
    interfaces = neighbourhood.LOOPBACK if peer.is_loopback(known.address) else ()
    return neighbourhood.look(interfaces=interfaces, enough=known.server)


@dataclass(slots=True)
class HubGuide:
    """What one terminal's store knows of its site's hubs; `look` asks the network of a peer."""

    store: Store
    home: Home
    look: Callable[[Peer], Iterable[Neighbour]] = field(default=_look)

    def elsewhere(self, known: Peer, *, unreachable: bool) -> Peer | None:
        """Return the peer to go on with, kept already; None to stay. An `unreachable` one is looked for."""
        if not known.is_hub:
            return None
        found = self._found_already(known) or self._follow(known, self._told())
        if found is None and unreachable:
            found = self._search(known)
        return self._kept(found)

    def moved(self, known: Peer) -> Peer | None:
        """Return the peer to go on with when the hub itself says that it moves; None while it still does."""
        chain = hub_announcement.of_data(adoption.announced_at(known.address))
        return self._kept(self._found_already(known) or self._follow(known, chain))

    def _found_already(self, known: Peer) -> Peer | None:
        """Return the hub to which another thread or process of this home was led meanwhile."""
        with self.store.read() as connection:
            kept = peer.load(queries.meta(connection, peer.META_KEY))
        return kept if kept is not None and kept.is_hub and kept != known else None

    def _kept(self, found: Peer | None) -> Peer | None:
        if found is not None:
            with self.store.write() as transaction:
                transaction.set_meta(peer.META_KEY, found.dump())
            with suppress(OSError):  # the settings only repeat what the store says
                self.home.change(central=found.address)
        return found

    def _told(self) -> list[SignedAnnouncement]:
        with self.store.read() as connection:
            data = queries.record(connection, hub_announcement.KIND, self.store.identity.site)
        return hub_announcement.of_data(data)

    def _search(self, known: Peer) -> Peer | None:
        here = list(self.look(known))
        same = [one for one in here if one.server == known.server]
        for one, answers in ask_around(same, lambda one: adoption.answers_at(one.url, known)):
            if answers:
                return replace(known, address=one.url)
        later = [one for one in here if one.site == self.store.identity.site and one.epoch >= known.hub_epoch]
        for _one, told in ask_around(later, lambda one: adoption.announced_at(one.url)):
            joined = self._follow(known, hub_announcement.of_data(told))
            if joined is not None:
                return joined
        return None

    def _follow(self, known: Peer, chain: Sequence[SignedAnnouncement]) -> Peer | None:
        me = self.store.identity
        found = hub_announcement.followed(
            chain, trusted=known.trusted_keys, office=me.office, site=me.site, verify=verify
        )
        if found is None or found.device == me.device or known.vouched is None:
            return None
        if found.rank <= (known.hub_epoch, known.server) or self._is_revoked(found.device):
            return None
        joined = self._join(known, found)
        if joined is not None:
            self._keep_told(chain, found)
        return joined

    def _keep_told(self, chain: Sequence[SignedAnnouncement], found: HubAnnouncement) -> None:
        """Keep what led to a hub, before its records come: it alone names the centre behind that one."""
        record = hub_announcement.as_record(chain, found.site, found.epoch, found.device)
        with self.store.write() as transaction:
            records.merge(transaction.connection, found.office, record, pending=False)

    def _is_revoked(self, device: str) -> bool:
        with self.store.read() as connection:
            return revocations.is_revoked(connection, device)

    def _join(self, known: Peer, found: HubAnnouncement) -> Peer | None:
        me = self.store.identity
        newcomer = Newcomer(me.office, me.site, me.device, me.counter)
        vouched = known.vouched
        try:
            joined = vouched and adoption.join(found, newcomer, DeviceKey(from_text(known.key)), vouched)
        except adoption.NotTakenIn:
            return None
        return replace(joined, earlier=sorted(known.trusted_keys)) if joined else None
