"""At which address of this machine the terminals of a site reach a hub that listens on all of them."""

import ipaddress
import socket
from collections.abc import Iterable
from typing import NamedTuple

from counter_tui.server.serve import ANY_ADDRESS

VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg", "tailscale", "zt")
"""How adapters begin that lead to other machines within this one, or to another network than the site's."""
_ELSEWHERE = "192.0.2.1"
"""An address that is nobody's (RFC 5737): only the way to it is asked for, nothing is sent."""


class Adapter(NamedTuple):
    """One IPv4 address of this machine and the name of the adapter that has it."""

    name: str
    address: str


def reached_at(host: str) -> str:
    """Return the address to tell terminals for a host that the hub listens on; empty where there is none."""
    return host if host not in ANY_ADDRESS else choose(_adapters(), _outward())


def url(host: str, port: int) -> str:
    """Return the URL at which terminals reach a hub; empty on a machine without a network."""
    found = reached_at(host)
    return f"https://[{found}]:{port}" if ":" in found else f"https://{found}:{port}" if found else ""


def choose(adapters: Iterable[Adapter], outward: str) -> str:
    """Return the address of a site's network; `outward` is the one from which this machine reaches others.

    Private addresses of real adapters come first, among them the outward one; a machine with several
    networks where that is wrong is told with `--url`.
    """
    found = [one for one in adapters if _usable(one.address)]
    return min(found, key=lambda one: _rank(one, outward)).address if found else ""


def _rank(one: Adapter, outward: str) -> tuple[bool, bool, bool, str]:
    private = ipaddress.ip_address(one.address).is_private
    return one.name.startswith(VIRTUAL), not private, one.address != outward, one.name


def _usable(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return not (found.is_loopback or found.is_link_local or found.is_unspecified)


def _adapters() -> list[Adapter]:
    import ifaddr  # what zeroconf itself asks

    return [
        Adapter(adapter.name, ip.ip)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    ]


def _outward() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect((_ELSEWHERE, 9))
        except OSError:
            return ""
        return str(asked.getsockname()[0])
