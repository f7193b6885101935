"""A hub's word for the devices that it took in, and what it proves to its terminals of whom it relays.

Its terminals believe the centre behind it, and of the hub only what the centre does not know better; those
that enrolled while it had no centre believe the hub's own key for good.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import msgspec

from counter_tui.core import device_certificate, hub_announcement
from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import DeviceCertificate, SignedCertificate
from counter_tui.core.event import digest
from counter_tui.server import certificates
from counter_tui.server.identity import ServerIdentity
from counter_tui.store import queries
from counter_tui.store.central.database import Database
from counter_tui.store.central.devices import Known
from counter_tui.store.central.pull import Page
from counter_tui.store.driver import Connection
from counter_tui.store.hub import relay, standing
from counter_tui.store.projection import read_event
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction
from counter_tui.sync import peer
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import DeviceKey, from_text, verify

FIRST = 1
"""The epoch of a hub that nobody promoted."""
_UNTOLD = (
    "SELECT d.device, r.id IS NOT NULL FROM device d LEFT JOIN record r "
    "ON r.office = d.office AND r.kind = ? AND r.id = d.device WHERE d.office = ? AND d.device <> ? "
    "AND (r.id IS NULL OR (d.revoked_at IS NOT NULL AND r.standing = 'live'))"
)
_REVOKED_UNTOLD = (
    "SELECT d.device, TRUE FROM device d WHERE d.office = ?2 AND d.device <> ?3 AND d.revoked_at IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM record r WHERE r.office = d.office AND r.kind = ?1 AND r.id = d.device)"
)


def device_key(server: ServerIdentity, behind: Peer | None, before: Peer | None) -> DeviceKey:
    """Return the key by which a hub's own device is known: to the centre behind it, or to the hub before it,
    whose terminal it was; a first hub without either has its server's.
    """
    known_at = behind or before
    return DeviceKey(from_text(known_at.key)) if known_at is not None else server.key


def before_of(store: Store) -> Peer | None:
    """Return the hub whose terminal this home was until it was promoted."""
    with store.read() as connection:
        return peer.load(queries.meta(connection, standing.BEFORE))


@lru_cache(maxsize=1024)
def _signed(key: DeviceKey, head: SignedHead) -> SignedHead:
    """Sign a head; the same one again, as of the line that opened the day, costs nothing."""
    return key.sign_head(head)


class _Words(NamedTuple):
    """Whose keys are known, by device: by the centre's word, as hubs before this one, by enrolment here."""

    of_centre: dict[str, tuple[DeviceCertificate, SignedCertificate]]
    hubs_before: dict[str, DeviceCertificate]
    enrolled: dict[str, DeviceCertificate]


class Vouching:
    """One hub's proofs; `behind` is the centre that it is enrolled at."""

    def __init__(self, store: Store, database: Database, server: ServerIdentity, behind: Peer | None) -> None:
        self._store = store
        self._database = database
        self._server = server
        self._behind = behind
        before = before_of(store)
        self._key = device_key(server, behind, before)
        self._is_root = behind is None and not (before is not None and before.slip_signer)
        self._read = -1, _Words({}, {}, {})

    def signed(self, page: Page) -> list[SignedHead]:
        """Return a page's heads, the one of this home's own chain signed for just what is in the page."""
        me = self._store.identity
        own: dict[int, SignedHead] = {}
        for line in page.lines:
            event = read_event(line.decode())
            if event.device == me.device:
                own[event.epoch] = SignedHead(
                    office=me.office, device=me.device, epoch=event.epoch, seq=event.seq, hash=digest(line)
                )
        others = [head for head in page.heads if head.device != me.device]
        return others + [_signed(self._key, head) for head in own.values()]

    def own_heads(self, lines: Collection[str]) -> list[SignedHead]:
        """Return heads of this home's own chain, signed for every line of it behind which none is given."""
        me = self._store.identity
        own: dict[tuple[int, int], str] = {}
        for line in lines:
            event = read_event(line)
            if event.device == me.device:
                own[event.epoch, event.seq] = line
        heads = [
            SignedHead(office=me.office, device=me.device, epoch=epoch, seq=seq, hash=digest(line.encode()))
            for (epoch, seq), line in own.items()
            if (epoch, seq + 1) not in own
        ]
        return [_signed(self._key, head) for head in heads]

    def certificates(self, wanted: Collection[str] | None) -> list[SignedCertificate] | None:
        """Return proofs of the keys of those devices, or of all; None where the centre gave none itself."""
        if self._behind is not None and self._behind.devices is None:
            return None
        of_centre, hubs_before, enrolled = self._words()
        kept = {device: one for device, (one, _signed) in of_centre.items()}
        if self._behind is None:
            known = hubs_before | kept | enrolled
            chosen = [one for one in known.values() if wanted is None or one.device in wanted]
            own_word = [msgspec.structs.replace(one, relay=False) for one in chosen]
            return [certificates.sign(self._server.key, one) for one in own_word]
        known = hubs_before | enrolled | kept
        found = [
            signed
            for one, signed in of_centre.values()
            if one.relay or wanted is None or one.device in wanted
        ]
        for one in known.values():
            if wanted is None or one.device in wanted:
                found += [] if one.device in of_centre else [certificates.sign(self._key, one)]
                found.append(certificates.sign(self._server.key, one))
        return found

    def author(self, device: str) -> Known | None:
        """Return a device that was never enrolled here: the centre certified it, or it was the hub before.

        What is kept of the centre's word may have come through a hub before this one: it is judged here.
        """
        kept = [signed for _one, signed in self._of_centre().values()]
        office, root = self._store.identity.office, self._root()
        certified = device_certificate.believed(kept, root=root, office=office, verify=verify).get(device)
        found = certified[0] if certified is not None else self._hubs_before().get(device)
        if found is None:
            return None
        return Known(found.office, device, found.key, frozenset(), revoked=found.revoked is not None)

    def untold(self, connection: Connection) -> list[tuple[str, bool]]:
        """Return the devices of which the centre has something to learn, and whether it knows of them.

        Where there is none, a later hub must learn whom this one revoked.
        """
        me = self._store.identity
        if self._is_root:
            values = (device_certificate.KEPT, me.office, me.device)
            return connection.execute(_REVOKED_UNTOLD, values).fetchall()
        if self._behind is None:
            return []
        return connection.execute(_UNTOLD, (device_certificate.KIND, me.office, me.device)).fetchall()

    def tell(self, transaction: Transaction) -> None:
        """Write the records by which the centre learns of devices that were enrolled or revoked here, or each
        terminal, which may be the next hub, of those that were revoked.
        """
        rows = self.untold(transaction.connection)
        enrolled = self._enrolled_here() if rows else {}
        for device, told in rows:
            if self._is_root:
                says = enrolled[device]
                relay.keep_word(transaction, says, certificates.sign(self._server.key, says))
                continue
            if not told and device in enrolled:
                data = msgspec.to_builtins(certificates.sign(self._key, enrolled[device]))
                transaction.put_record(device_certificate.KIND, device, data)
            if told:
                transaction.revoke_record(device_certificate.KIND, device)

    def _words(self) -> _Words:
        """Return whose keys are known; read once for all who ask for news of the same commit."""
        version = self._store.version()
        if version != self._read[0]:
            self._read = version, _Words(self._of_centre(), self._hubs_before(), self._enrolled_here())
        return self._read[1]

    def _enrolled_here(self) -> dict[str, DeviceCertificate]:
        found = certificates.of_devices(self._database, self._store.identity.office)
        return {one.device: msgspec.structs.replace(one, relay=False) for one in found}

    def _hubs_before(self) -> dict[str, DeviceCertificate]:
        """Return this site's first hub, by the key that it announced where it had no centre."""
        before = before_of(self._store)
        with self._store.read() as connection:
            data = queries.record(connection, hub_announcement.KIND, self._store.identity.site)
        if before is None or before.slip_signer:
            return {}
        return {
            one.device: DeviceCertificate(
                office=one.office, device=one.device, key=one.key, site=one.site, tag=""
            )
            for one in hub_announcement.written(hub_announcement.of_data(data))
            if one.epoch == FIRST and one.key in before.trusted_keys
        }

    def _root(self) -> str:
        """Return the key of the centre: of the one behind this hub, or behind the hub before it."""
        if self._behind is not None:
            return self._behind.list_signer
        before = before_of(self._store)
        return before.slip_signer if before is not None else ""

    def _of_centre(self) -> dict[str, tuple[DeviceCertificate, SignedCertificate]]:
        """Return the centre's word by device: as it was kept, and what it gave when this home enrolled."""
        kept: list[SignedCertificate] = list(self._behind.devices or []) if self._behind else []
        with self._store.read() as connection:
            kept += relay.kept(connection)
        # Every terminal judges again whether it is genuine.
        read = ((one, device_certificate.said(one)) for one in kept)
        return {text.device: (text, one) for one, text in read if text is not None}
