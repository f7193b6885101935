"""A hub on the home of one of the site's computers: the real one, whose threads the scheduler plays."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from counter_tui.config import Home
from counter_tui.core import hub_announcement
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.core.record import Record
from counter_tui.server import enrolment, succession
from counter_tui.server.hub import announcing, opening
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.evidence import Evidence
from counter_tui.server.hub.opening import Opened
from counter_tui.server.hub.stepping_down import SteppingDown
from counter_tui.server.hub.takeover import take_over
from counter_tui.server.hub.vouching import Vouching
from counter_tui.store import queries
from counter_tui.store import records as record_rows
from counter_tui.store.central.cursor import ExpiredCursor, RestoredDatabase
from counter_tui.store.hub import relay, sequence, standing
from counter_tui.sync import peer
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand
from counter_tui.sync.grant import EnrolRequest
from counter_tui.sync.neighbourhood import Neighbour
from counter_tui.sync.peer import Peer
from counter_tui.sync.protocol import Setback
from tests.simulation.peers import OFFICE, address_of, certificate_of
from tests.simulation.servers import Server
from tests.simulation.templates import server_identity

if TYPE_CHECKING:
    from tests.simulation.nodes import Node


class Hub(Server):
    """A hub; `joined` is called with its home when that became a terminal of a later one."""

    def __init__(
        self,
        home: "Node",
        now: Callable[[], int],
        crashed: Callable[[Server], None],
        joined: Callable[["Node"], None],
        around: Callable[["Node"], list[Neighbour]],
    ) -> None:
        self.home = home
        self._around = around
        self._joined = joined
        self._epochs = 0
        super().__init__(home.path, now, crashed)

    def open(self) -> None:
        """Start over the home's store, which is open."""
        store = self.home.store
        opened = Opened(store, self.database, server_identity(self.database))
        opening._begin(self.database, store, opened.identity)
        self.address = address_of(opened.identity.id)
        self.central = opening.hub(opened, certificate_of(opened.identity.id))
        self.central.now = self.now
        with store.read() as connection:
            behind = peer.load(queries.meta(connection, peer.META_KEY))
            self.before = peer.load(queries.meta(connection, standing.BEFORE))
            kept = relay.kept(connection)
        self._vouching = Vouching(store, self.database, opened.identity, behind)
        evidence = Evidence(self._vouching, lambda: self.central.identity)
        self.commands = Commands(store, lambda: None, evidence, now=self.now, random=self.home.random)
        self.central.journal.begin(self.now())
        announcing.announce(opened, self.address, self.central.certificate)
        self.stepping_down = SteppingDown(
            opened, Home(self.path.parent), self._join, lambda: self._around(self.home)
        )
        self.central.succession = self.stepping_down
        if self.before is not None:
            self.central.predecessors = announcing.keys_before(store, self.before)
            succession.inherit(self.central, kept)
        self.up = True

    @property
    def is_hub(self) -> bool:
        """Whether it grants numbers, and has not given way to a later one."""
        with self.home.store.read() as connection:
            return standing.authority(connection, self.home.device) is not None

    @property
    def rank(self) -> tuple[int, str]:
        """What decides between two hubs; a hub that gave way has the lowest."""
        with self.home.store.read() as connection:
            mine = standing.authority(connection, self.home.device)
        return (mine.epoch, self.id) if mine is not None else (0, "")

    def project(self) -> None:
        """Number what the hub's own desk wrote, and vouch for whom it took in."""
        with self.home.store.write() as transaction:
            self._vouching.tell(transaction)
            sequence.number_new(transaction.connection)

    def take_over(self) -> int:
        """Take over what is free of the numbers of earlier hubs."""
        with self.home.store.write() as transaction:
            taken = take_over(transaction)
            sequence.number_new(transaction.connection)
        return taken

    def give_way(self) -> None:
        """Join the later hub that was heard of; if that does not answer, look for a still later one."""
        with self.home.store.read() as connection:
            later = standing.successor(connection)
        if not later or self._is_terminal_of(msgspec.json.decode(later, type=HubAnnouncement).server):
            return
        if not self.stepping_down._join():
            self.stepping_down._look_around()

    def announcement(self) -> list[Record]:
        """Return the record that a home which was promoted tells the hub before it."""
        store = self.home.store
        with store.read() as connection:
            key = (hub_announcement.KIND, store.identity.site)
            found = record_rows.load(connection, OFFICE, key)
        return [found] if found is not None else []

    def adopt(self, asked: EnrolRequest) -> bytes:
        """Take in a terminal for which a hub before this one vouches."""
        assert asked.vouched is not None
        device, office = succession.adopt(self.central, asked, asked.vouched)
        return bytes(enrolment._answer(self.central, device, office).body)

    def command(self, device: str, action: str, command: DeskCommand) -> DeskAnswer:
        """Do a command of a terminal, at once and in this thread."""
        self._puller(device)
        asked = Asked(device, action, command)
        self.commands.ask(asked)
        self.commands.stop()
        self.commands.run()
        return asked.answer.result(0)

    def _expired(self, error: ExpiredCursor) -> Setback:
        if isinstance(error, RestoredDatabase):
            self._epochs += 1
            self.begin_epoch(f"{self.central.identity.epoch}+{self._epochs}")
        return super()._expired(error)

    def _is_terminal_of(self, server: str) -> bool:
        with self.home.store.read() as connection:
            found = peer.load(queries.meta(connection, peer.META_KEY))
        return found is not None and found.server == server

    def _join(self, _peer: Peer) -> None:
        self._joined(self.home)
