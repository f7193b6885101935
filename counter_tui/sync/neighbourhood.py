"""Hubs on the local network by mDNS: `_counter-tui._tcp.local.` with who they are, and nothing secret.

What is found here is a hint where to ask, never a proof: whoever answers there still has to show the pinned
certificate, or an announcement signed by a key that is trusted already (`core.hub_announcement`).
"""

import logging
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)

SERVICE = "_counter-tui._tcp.local."
LOOK_S = 2.0
"""How long hubs have to answer a question to the network."""
AGAIN_S = 30.0
"""How often a hub looks whether it is still reached at the address on its sign."""
LOOPBACK = ("127.0.0.1",)
"""The interfaces of a hub that serves its own machine only."""
_RESOLVE_MS = 1000


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A hub on this network: its server id, site, hub epoch, and where it listens."""

    server: str
    site: str
    epoch: int
    address: str
    port: int

    @property
    def url(self) -> str:
        """The address as a terminal asks there; a hub always speaks TLS."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"https://{host}:{self.port}"


class Sign:
    """A hub's own sign on the network while it runs; `now` tells who and where it is, None without a network.

    It follows a hub to another address, as after a new lease of the router, and waits for a network that is
    not there yet. A network without multicast has no sign: terminals go on by the address that they know.
    """

    def __init__(self, now: Callable[[], Neighbour | None], *, again_s: float = AGAIN_S) -> None:
        self._now = now
        self._again_s = again_s
        self._taken_down = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sign", daemon=True)

    def start(self) -> None:
        """Put it up, which takes some seconds, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Take it down."""
        self._taken_down.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._taken_down.is_set():
            one = self._now()
            if one is not None:
                self._show(one)
            self._taken_down.wait(self._again_s)

    def _show(self, one: Neighbour) -> None:
        """Keep a sign up as long as the hub is there."""
        from zeroconf import Error

        try:
            with closing(_zeroconf([one.address] if "." in one.address else [])) as network:
                network.register_service(_described(one))
                while self._now() == one and not self._taken_down.wait(self._again_s):
                    pass
        except (OSError, RuntimeError, Error) as error:
            log.warning("no sign on the network: %s", type(error).__name__)


def look(*, seconds: float = LOOK_S, interfaces: Sequence[str] = (), enough: str = "") -> list[Neighbour]:
    """Ask the network which hubs there are, the highest epoch first; ends early when server `enough` is seen.

    `interfaces` are addresses of this machine, empty means all. A network without multicast has none.
    """
    from zeroconf import ServiceBrowser

    try:
        asked = _zeroconf(interfaces)
    except OSError as error:
        log.info("no neighbours: %s", type(error).__name__)
        return []
    with closing(asked):
        heard = _Heard(enough)
        browser = ServiceBrowser(asked, SERVICE, handlers=[heard.changed])
        heard.complete.wait(seconds)
        heard.complete.set()
        browser.cancel()  # which waits for all that is still to be told
    return sorted(heard.found.values(), key=lambda one: -one.epoch)


class _Heard:
    """What the browser tells until it is `complete`."""

    def __init__(self, enough: str) -> None:
        self.found: dict[str, Neighbour] = {}
        self.complete = threading.Event()
        self._enough = enough

    def changed(self, *, zeroconf: Any, service_type: str, name: str, state_change: Any) -> None:
        if self.complete.is_set():
            return
        if state_change.name == "Removed":
            self.found.pop(name, None)
            return
        info = zeroconf.get_service_info(service_type, name, _RESOLVE_MS)
        one = _read(info) if info is not None else None
        if one is not None:
            self.found[name] = one
            if self._enough and one.server == self._enough:
                self.complete.set()


def _zeroconf(interfaces: Sequence[str]) -> Any:
    from zeroconf import InterfaceChoice, Zeroconf

    return Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)


def _described(one: Neighbour) -> Any:
    from zeroconf import ServiceInfo

    return ServiceInfo(
        SERVICE,
        f"{one.server}.{SERVICE}",
        addresses=[socket.inet_pton(socket.AF_INET6 if ":" in one.address else socket.AF_INET, one.address)],
        port=one.port,
        properties={"server": one.server, "site": one.site, "epoch": str(one.epoch)},
        server=f"{one.server}.local.",
    )


def _read(info: Any) -> Neighbour | None:
    told = {
        key.decode("utf-8", "replace"): (value or b"").decode("utf-8", "replace")
        for key, value in info.properties.items()
    }
    addresses = info.parsed_addresses()
    epoch = told.get("epoch", "")
    if not (told.get("server") and epoch.isdecimal() and len(epoch) < 10 and addresses and info.port):
        return None
    return Neighbour(told["server"], told.get("site", ""), int(epoch), addresses[0], info.port)
