"""What a hub says of itself: signed and kept as the site's record, told to whoever asks `GET /v1/hub`.

The first hub of a site signs with its own key. A promoted one signs with the key of the terminal that it
was, under its old hub's certificate for it; so do its later ones, behind what was announced before.
"""

import msgspec
from fastapi import APIRouter, Response

from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement, SignedAnnouncement
from counter_tui.server.hub import centres
from counter_tui.server.hub.opening import Opened
from counter_tui.server.problem import answer
from counter_tui.store import queries, records
from counter_tui.store.hub import sequence, standing
from counter_tui.store.store import Store
from counter_tui.store.transaction import Transaction
from counter_tui.sync import peer
from counter_tui.sync.signing import DeviceKey, from_text, verify


def announce(opened: Opened, address: str, certificate: str) -> None:
    """Keep this hub's announcement, unless it stands already just so."""
    me = opened.store.identity
    with opened.store.write() as transaction:
        mine = standing.authority(transaction.connection, me.device)
        if mine is None:
            return
        text = draft(opened, mine.epoch, address, certificate)
        before = earlier(transaction, mine.epoch)
        if not (before and before[-1].text == text):
            signed = _signed(text, opened.identity.key, _promoted_by(transaction))
            keep(transaction, [*before, signed], mine.epoch)


def draft(opened: Opened, epoch: int, address: str, certificate: str) -> str:
    """Return the text by which this home announces itself as the hub of an epoch."""
    me = opened.store.identity
    with opened.store.read() as connection:
        behind = peer.load(queries.meta(connection, peer.META_KEY))
        centre = centres.centre_of(connection, me, behind) if behind and behind.is_hub else behind
    announced = HubAnnouncement(
        office=me.office,
        site=me.site,
        device=me.device,
        epoch=epoch,
        server=opened.identity.id,
        key=opened.identity.key.public,
        address=address,
        certificate=certificate,
        centre=centre.address if centre is not None else "",
    )
    return hub_announcement.write(announced)


def told(store: Store) -> list[SignedAnnouncement]:
    """Return the announcements of this site's hubs that this home knows, the latest last."""
    with store.read() as connection:
        data = queries.record(connection, hub_announcement.KIND, store.identity.site)
    return hub_announcement.of_data(data)


def keys_before(store: Store, before: peer.Peer) -> frozenset[str]:
    """Return the keys of this site's hubs before a promoted one: of those it was a terminal of, and of those
    that came and went between them.
    """
    me, trusted = store.identity, before.trusted_keys
    chain = hub_announcement.together(before.announced, told(store))
    hubs = hub_announcement.led_to(chain, trusted=trusted, office=me.office, site=me.site, verify=verify)
    return trusted | {hub.key for hub in hubs}


def earlier(transaction: Transaction, epoch: int) -> list[SignedAnnouncement]:
    """Return what was announced up to an epoch, of that epoch itself only the one that stands."""
    data = queries.record(transaction.connection, hub_announcement.KIND, transaction.identity.site)
    before = _promoted_by(transaction)
    granted = before.announced if before is not None else []
    return hub_announcement.up_to(hub_announcement.together(granted, hub_announcement.of_data(data)), epoch)


def routes(store: Store) -> APIRouter:
    """Return the route of `/v1/hub`."""
    router = APIRouter()

    @router.get("/v1/hub")
    def hub() -> Response:
        """Tell which hub this site has, signed, to whoever asks."""
        return answer(hub_announcement.Announcements(chain=told(store)))

    return router


def _promoted_by(transaction: Transaction) -> peer.Peer | None:
    return peer.load(transaction.meta(standing.BEFORE))


def _signed(text: str, own: DeviceKey, before: peer.Peer | None) -> SignedAnnouncement:
    key = DeviceKey(from_text(before.key)) if before is not None else own
    return SignedAnnouncement(
        text=text,
        signer=key.public,
        signature=key.sign(hub_announcement.message(text)),
        vouched=before.vouched if before is not None else None,
    )


def keep(transaction: Transaction, chain: list[SignedAnnouncement], epoch: int) -> None:
    """Keep one announcement of each epoch; this one's supersedes what had stood for it."""
    last = {hub_announcement.epoch_of(one): one for one in chain}
    who = transaction.identity
    record = hub_announcement.as_record(list(last.values()), who.site, epoch, who.device)
    version = msgspec.structs.replace(record, hlc=transaction.stamp())
    records.merge(transaction.connection, who.office, version, pending=True)
    sequence.number_new(transaction.connection)
