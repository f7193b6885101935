"""A real hub on a real home for the sync tests, between a town's centre and the terminals of its site."""

import threading

from msgspec.structs import replace
from starlette.testclient import TestClient

from counter_tui.core.chain import ChainHead
from counter_tui.server import devices, identity
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.hub import opening
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central.database import Database, open_sqlite
from counter_tui.sync.enrol import Newcomer, enrol
from counter_tui.sync.peer import META_KEY, Peer
from counter_tui.sync.protocol import Step
from tests import ports
from tests.sync.town import KEY, Home, Line, Talk, Town


class Site(Town):
    """A hub that serves terminals; its own line to the centre is the test's to drive (`relay`)."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.database: Database = open_sqlite(home.path, KEY)
        self.server: ServerIdentity = identity.load(self.database, KEY)
        opening._begin(self.database, home.store, self.server)
        self.central = self._central()
        self._held = ports.keep()
        self.address = f"http://127.0.0.1:{ports.number(self._held)}"
        self._server = None
        self._thread = threading.Thread()
        self.look()

    def _central(self) -> Central:
        opened = opening.Opened(self.home.store, self.database, self.server)
        return opening.hub(opened, certificate="")

    def look(self) -> None:
        """Number what other processes wrote, and vouch for who was taken in."""
        self.central.journal.begin(self.central.now())

    async def relay(self, town: Town) -> Talk:
        """Let the hub talk with the centre until all is exchanged."""
        self.look()
        talk = Talk(self.home, Line(town))
        await talk.settle()
        self.look()
        return talk


def take_in(site: Town, home: Home, *, hub: bool = False) -> Peer:
    """Enrol a home at a hub or centre through its real route; `hub`: as a hub of its office."""
    me = home.store.identity
    newcomer = Newcomer(me.office, me.site, me.device, "Loket")
    code = devices.enrol(
        site.database, site.central.identity, office=me.office, name="Loket", address=site.address, hub=hub
    )
    client = TestClient(build(site.central))
    home.peer, grant = enrol(code, newcomer, key=home.key, client=client)
    with home.store.write() as transaction:
        transaction.set_identity(replace(transaction.identity, tag=grant.tag, plain=grant.plain))
        transaction.set_meta(META_KEY, home.peer.dump())
    return home.peer


async def exchange(home: Home, server: Town) -> Talk:
    """Exchange everything with a server; a hub numbers what came from elsewhere before."""
    if isinstance(server, Site):
        server.look()
    talk = Talk(home, Line(server))
    assert await talk.settle() is Step.LISTEN, talk.setbacks
    return talk


def own_head(home: Home) -> ChainHead:
    """Return the end of a home's present chain."""
    return home.sync.chains()[-1]
