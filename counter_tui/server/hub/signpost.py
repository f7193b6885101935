"""A hub's sign on its site's network: who it is, in which epoch and where, so that it is found again."""

import ipaddress
from urllib.parse import urlsplit

from counter_tui.server.hub.opening import Opened
from counter_tui.store.hub import standing
from counter_tui.sync.neighbourhood import LOOPBACK, Neighbour, Sign
from counter_tui.sync.peer import is_loopback


def sign(opened: Opened, address: str) -> Sign | None:
    """Return the sign of a hub at its URL; None for one that is reached by a name of the network's own."""
    me, parts = opened.store.identity, urlsplit(address)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return None
    with opened.store.read() as connection:
        mine = standing.authority(connection, me.device)
    epoch = mine.epoch if mine is not None else 0
    neighbour = Neighbour(opened.identity.id, me.site, epoch, host, parts.port or 443)
    return Sign(neighbour, LOOPBACK if is_loopback(address) else ())
