"""Two hubs of one site without their threads, and their routes as a client in this process asks them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from counter_tui.config import Home
from counter_tui.server import devices
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.hub import announcing
from counter_tui.server.hub.opening import Opened, hub, opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.store import keys
from counter_tui.store.create import create
from counter_tui.store.identity import Identity
from counter_tui.sync.enrol import Newcomer, enrol
from counter_tui.sync.peer import Peer

KEY = bytes(range(32))
OLD = "https://10.0.0.1:8441"
NEW = "https://10.0.0.3:8441"


def home(folder: Path, device: str, counter: str, tag: str) -> Home:
    """Make a terminal's home."""
    found = Home(folder)
    folder.mkdir()
    who = Identity(
        office="PLG", office_code="PLG", device=device, counter=counter, epoch=7, tag=tag, plain=tag == "1"
    )
    create(found.store, KEY, who).close()
    keys.protect_with_file(found.keys, KEY, folder / "store.key")
    return found


@contextmanager
def running(at: Home, address: str) -> Iterator[tuple[Opened, Central]]:
    """Open a home as a hub that has announced itself, without its threads."""
    with opened(at) as found:
        central = hub(found, f"certificate of {address}")
        announcing.announce(found, address, central.certificate)
        yield found, central


class InProcess(httpx.BaseTransport):
    """A hub's routes as a client of this thread asks them; none of its threads runs."""

    def __init__(self, central: Central) -> None:
        self._routes = httpx.ASGITransport(build(central))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._ask(request))

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._routes.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


def in_process(central: Central, address: str) -> httpx.Client:
    """Return a client that reaches a hub without a network."""
    return httpx.Client(transport=InProcess(central), base_url=address)


def enrolled(at: tuple[Opened, Central], device: str) -> Peer:
    """Enrol a device at a hub by a code."""
    found, central = at
    code = devices.enrol(found.database, found.identity, office="PLG", name=device, address=OLD)
    with in_process(central, OLD) as client:
        return enrol(code, Newcomer("PLG", "utama", device, device), client=client)[0]


def heard(at: tuple[Opened, Central], folder: Path) -> SteppingDown:
    """Return a hub's ear for later ones."""
    return SteppingDown(at[0], Home(folder), lambda _peer: None)
