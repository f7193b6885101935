"""The centre behind a hub, with which the terminal goes on that takes the hub's place.

It is known there by its own key, because its hub vouched for it; nobody needs a new code. A centre that does
not know it yet answers that it is a stranger, and what it holds stays here until it has a code of its own.
"""

from counter_tui.core import hub_announcement
from counter_tui.store import queries
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity
from counter_tui.store.transaction import Transaction
from counter_tui.sync import peer
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import verify


def centre_of(connection: Connection, me: Identity, hub: Peer) -> Peer | None:
    """Return the centre behind a hub as this terminal of it goes on there; None where it told of none.

    This terminal itself may be announced already: as the one to which that hub gave way.
    """
    data = queries.record(connection, hub_announcement.KIND, me.site)
    chain = hub_announcement.together(hub.announced, hub_announcement.of_data(data))
    found = hub_announcement.followed(
        hub_announcement.up_to(chain, hub.hub_epoch),
        trusted=hub.trusted_keys,
        office=me.office,
        site=me.site,
        verify=verify,
    )
    if found is None or found.server != hub.server or not (found.centre and hub.slip_signer):
        return None
    return Peer(
        address=found.centre,
        server="",
        server_key=hub.slip_signer,
        office=me.office,
        device=hub.device,
        key=hub.key,
        devices=hub.devices,
    )


def go_on_with(transaction: Transaction, hub: Peer) -> str:
    """Keep the centre behind a hub as this home's own server and return its address; empty without one."""
    centre = centre_of(transaction.connection, transaction.identity, hub)
    transaction.set_meta(peer.META_KEY, centre.dump() if centre is not None else "")
    return centre.address if centre is not None else ""
