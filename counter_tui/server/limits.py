"""Who asks too often: strangers soonest, a device that ran wild later, an address that floods last."""

import ipaddress
import math

from starlette.requests import HTTPConnection

from counter_tui.language import _
from counter_tui.server.problem import Declined
from counter_tui.server.rate import Buckets, Rate

STRANGERS = Rate(0.5, 60)
"""Failed proofs of one address: wrong codes, unsigned, unknown or wrongly signed requests."""
DEVICES = Rate(50, 500)
"""Requests of one proven device; one that drains a month's backlog needs a few a second."""
ADDRESSES = Rate(1000, 4000)
"""All requests of one address: behind one router may stand many offices."""


class Limits:
    """The buckets of one server process; whoever finds its own empty is refused with 429."""

    def __init__(
        self, *, strangers: Rate = STRANGERS, devices: Rate = DEVICES, addresses: Rate = ADDRESSES
    ) -> None:
        self._strangers = Buckets(strangers)
        self._devices = Buckets(devices)
        self._addresses = Buckets(addresses)

    def of_address(self, asked: HTTPConnection) -> None:
        """Count a request of an address, before anything is read; raises Declined.

        This machine's own are not counted: a proxy that names nobody would shut everyone out.
        """
        address = address_of(asked)
        if not is_local(address):
            _refuse(self._addresses.take(address))

    def of_stranger(self, asked: HTTPConnection) -> None:
        """Let somebody unproven try, unless too many tries of its address failed; raises Declined."""
        _refuse(self._strangers.wait(address_of(asked)))

    def failed(self, asked: HTTPConnection) -> None:
        """Count a failed proof of an address; raises Declined when there were too many."""
        _refuse(self._strangers.take(address_of(asked)))

    def of_device(self, device: str) -> None:
        """Count a request of a proven device; raises Declined."""
        _refuse(self._devices.take(device))


def address_of(asked: HTTPConnection) -> str:
    """Return whose request it is; a proxy on this machine names its client by X-Forwarded-For."""
    return asked.client.host if asked.client else ""


def is_local(address: str) -> bool:
    """Return whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _refuse(seconds: float) -> None:
    if seconds:
        sentence = _("Terlalu banyak permintaan. Data loket aman di loket; dicoba lagi otomatis nanti.")
        raise Declined(429, "too_often", sentence, retry_after=math.ceil(seconds))
