"""A hub's sign on its site's network: who it is, in which epoch and where, so that it is found again."""

import ipaddress
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.server.hub import announcing
from counter_tui.server.hub.opening import Opened
from counter_tui.store.hub import standing
from counter_tui.sync.neighbourhood import Neighbour, Sign

_log = logging.getLogger("counter_tui.hub")


def sign(opened: Opened, home: Home, address: str, certificate: str, now: Callable[[], str]) -> Sign:
    """Return the sign of a hub that was last reached at a URL, and is `now` at another or, if empty, at none.

    Where it moved to another address, its announcement goes along, of which `certificate` is a part.
    """
    known = address

    def present() -> Neighbour | None:
        nonlocal known
        found = now()
        if found and found != known:
            try:
                announcing.announce(opened, found, certificate)
                home.change(serves=found)
                known = found
            except (Refused, OSError) as error:
                _log.warning("the new address is not announced yet: %s", type(error).__name__)
        return _neighbour(opened, found)

    return Sign(present)


def _neighbour(opened: Opened, address: str) -> Neighbour | None:
    """Return what a hub's sign shows; None for one that is reached by a name of the network's own."""
    me, parts = opened.store.identity, urlsplit(address)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return None
    with opened.store.read() as connection:
        mine = standing.authority(connection, me.device)
    epoch = mine.epoch if mine is not None else 0
    return Neighbour(opened.identity.id, me.site, epoch, host, parts.port or 443)
