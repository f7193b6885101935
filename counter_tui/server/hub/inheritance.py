"""What a hub owes its predecessors and successors: wired to the routes and threads of a running one."""

from collections.abc import Callable

import msgspec

from counter_tui.config import Home
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.server import succession
from counter_tui.server.central import Central
from counter_tui.server.hub import announcing, signpost
from counter_tui.server.hub.herald import Herald
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.server.hub.takeover import Takeover
from counter_tui.store import queries
from counter_tui.store.hub import relay, standing
from counter_tui.sync import neighbourhood, peer


def wire(central: Central, opened: Opened, home: Home, address: str) -> None:
    """Announce a hub, let it hear of later ones, and take over what an earlier one left."""
    announcing.announce(opened, address, central.certificate)
    central.routers.append(announcing.routes(opened.store))
    stepping_down = SteppingDown(opened, home, _terminal_again(central, opened, home), _around(address))
    central.succession = stepping_down
    central.workers.append(stepping_down)
    sign = signpost.sign(opened, address)
    central.workers += [sign] if sign is not None else []
    with opened.store.read() as connection:
        before = peer.load(queries.meta(connection, standing.BEFORE))
        kept = relay.kept(connection)
    if before is not None:
        central.predecessors = before.trusted_keys
        succession.inherit(central, kept)
        central.workers += [Takeover(opened.store), Herald(opened.store, before)]


def refuse_joined(opened: Opened) -> None:
    """Refuse to run where this home gave way to a later hub and is a terminal of that one already."""
    with opened.store.read() as connection:
        successor = standing.successor(connection)
        home_of = peer.load(queries.meta(connection, peer.META_KEY))
    if not successor or home_of is None:
        return
    later = msgspec.json.decode(successor, type=HubAnnouncement)
    if home_of.server == later.server:
        sentence = _(
            "Hub sudah pindah ke {address}; komputer ini loketnya. Tidak ada yang berubah. "
            "Untuk menjadikannya hub lagi: counter-tui hub --promote."
        )
        raise Refused(sentence.format(address=home_of.address), code="stepped_down")


def _around(address: str) -> Callable[[], list[neighbourhood.Neighbour]]:
    interfaces = neighbourhood.LOOPBACK if peer.is_loopback(address) else ()
    return lambda: neighbourhood.look(interfaces=interfaces)


def _terminal_again(central: Central, opened: Opened, home: Home) -> Callable[[peer.Peer], None]:
    """Return what exchanges with the later hub from then on: what this one alone has goes there."""

    def join(joined: peer.Peer) -> None:
        from counter_tui.store.syncing import StoreSync
        from counter_tui.sync.loop import SyncLoop

        line = SyncLoop(StoreSync(opened.store), joined, home.folder)
        opened.store.on_commit(line.wake)
        central.workers.append(line)
        line.start()
        central.watch.changed(opened.store.identity.office)

    return join
