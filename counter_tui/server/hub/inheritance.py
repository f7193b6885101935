"""What a hub owes its predecessors and successors: wired to the routes and threads of a running one."""

from collections.abc import Callable

from counter_tui.config import Home
from counter_tui.server import succession
from counter_tui.server.central import Central
from counter_tui.server.hub import announcing, moving, signpost
from counter_tui.server.hub.herald import Herald
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.server.hub.takeover import GATHER_S, Takeover
from counter_tui.store import queries
from counter_tui.store.hub import relay, standing
from counter_tui.store.syncing import StoreSync
from counter_tui.sync import neighbourhood, peer
from counter_tui.sync.loop import SyncLoop


def wire(
    central: Central,
    opened: Opened,
    home: Home,
    address: str,
    *,
    planned: bool = False,
    now: Callable[[], str] | None = None,
    left: Callable[[], None] = lambda: None,
) -> None:
    """Announce a hub, let it hear of later ones, and take over what an earlier one left.

    In a `planned` move that one has handed all of it over; after its loss the terminals bring it. `address`
    is where it was reached last, empty where never yet; `now` tells where it is at present. `left` is called
    when this home is a terminal again.
    """
    line = _line_to_centre(opened)
    central.workers += [line] if line is not None else []
    if address:
        announcing.announce(opened, address, central.certificate)
    sign = signpost.sign(opened, home, address, central.certificate, now or (lambda: address))
    central.workers.append(sign)

    def leave() -> None:
        sign.stop()
        left()

    joined = _terminal_again(central, opened, line, leave)
    stepping_down = SteppingDown(opened, home, joined, _around(address))
    central.routers += [announcing.routes(opened.store), moving.routes(central, opened, stepping_down)]
    central.succession = stepping_down
    central.workers.append(stepping_down)
    with opened.store.read() as connection:
        before = peer.load(queries.meta(connection, standing.BEFORE))
        kept = relay.kept(connection)
    if before is not None:
        central.predecessors = announcing.keys_before(opened.store, before)
        succession.inherit(central, kept)
        gather_s = 0.0 if planned else GATHER_S
        central.workers += [Takeover(opened.store, gather_s=gather_s), Herald(opened.store, before)]


def _around(address: str) -> Callable[[], list[neighbourhood.Neighbour]]:
    interfaces = neighbourhood.LOOPBACK if peer.is_loopback(address) else ()
    return lambda: neighbourhood.look(interfaces=interfaces)


def _line_to_centre(opened: Opened) -> SyncLoop | None:
    """Return the sync of this home, which pushes on what its terminals wrote; None without a centre.

    Whoever else has the home open reads from the status file how it is.
    """
    with opened.store.read() as connection:
        behind = peer.load(queries.meta(connection, peer.META_KEY))
    return _line(opened, behind) if behind is not None else None


def _line(opened: Opened, server: peer.Peer) -> SyncLoop:
    loop = SyncLoop(StoreSync(opened.store), server, opened.store.path.parent)
    opened.store.on_commit(loop.wake)
    return loop


def _terminal_again(
    central: Central, opened: Opened, line: SyncLoop | None, left: Callable[[], None]
) -> Callable[[peer.Peer], None]:
    """Return what exchanges with the later hub from then on: what this one alone has goes there."""

    def join(joined: peer.Peer) -> None:
        if line is not None:
            line.stop()
        again = _line(opened, joined)
        central.workers.append(again)
        again.start()
        central.watch.changed(opened.store.identity.office)
        left()

    return join
