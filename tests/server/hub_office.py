"""A hub's store with an officer and an open day, and its commands thread, for the tests of what it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from counter_tui.core.catalogue import builtin
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.state import SyncView
from counter_tui.server import identity
from counter_tui.server.hub import opening
from counter_tui.server.hub.commands import Asked, Commands
from counter_tui.server.hub.evidence import Evidence
from counter_tui.server.hub.vouching import Vouching
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central.database import Database, open_sqlite
from counter_tui.store.create import create
from counter_tui.store.hub import standing
from counter_tui.store.identity import Identity
from counter_tui.store.store import Store, wall_ms
from counter_tui.sync.desk_command import DeskAnswer, DeskCommand

KEY = bytes(range(32))
ME = Identity(office="PLG", office_code="PLG", device="hub1", counter="1", epoch=7)


class HubOffice:
    """A running hub of counter 1; `officer` is the id of who acts at every counter, `desk` the hub's own,
    `passed` are milliseconds that passed besides, `alone` is that of a screen which stood open before the
    home was a hub.
    """

    def __init__(
        self,
        store: Store,
        database: Database,
        server: ServerIdentity,
        commands: Commands,
        desk: Desk,
        alone: Desk,
        officer: str,
    ) -> None:
        self.store = store
        self.database = database
        self.server = server
        self.desk = desk
        self.alone = alone
        self.commands = commands
        self.officer = officer
        self.commits = 0
        self.passed: list[int] = []
        self._ids = 0

    def send(
        self, action: str, device: str = "d2", id_: str = "", cursor: str = "", **arguments: Any
    ) -> Asked:
        """Queue a command of a device, whose counter bears its number, and whose pulls stand at a cursor."""
        self._ids += 1
        command = DeskCommand(
            id=id_ or f"c{self._ids}",
            counter=device[1:],
            officer=self.officer,
            arguments=arguments,
            cursor=cursor,
        )
        asked = Asked(device, action, command)
        self.commands.ask(asked)
        return asked

    def ask(
        self, action: str, device: str = "d2", id_: str = "", cursor: str = "", **arguments: Any
    ) -> DeskAnswer:
        """Do a command and return its answer."""
        return self.send(action, device, id_, cursor, **arguments).answer.result(60)

    def count(self, query: str) -> int:
        """Return the one number that a query gives."""
        with self.store.read() as conn:
            return int(conn.execute(query).fetchone()[0])


@contextmanager
def hub_office(folder: Path, *, started: bool = True) -> Iterator[HubOffice]:
    """Run a hub's commands; with `started` False the thread is the test's to start."""
    create(folder / "journal.db", KEY, ME).close()
    passed: list[int] = []
    store = Store.open(folder / "journal.db", KEY, now=lambda: wall_ms() + sum(passed))
    with store.write() as transaction:
        standing.begin(transaction)
    with store.read() as connection:
        authority = standing.authority(connection, ME.device)
    line = SyncView("alone", 0, None, None)
    desk = Desk(store, builtin(), printers=tuple, line=lambda: line, hub=authority)
    officer = desk.add_officer("dewi", "Dewi Anggraini", ["admin"], "123456")
    desk.login("dewi", "123456")
    desk.open_day()
    alone = Desk(store, builtin(), printers=tuple, line=lambda: line)
    alone.login("dewi", "123456")

    def committed() -> None:
        office.commits += 1

    database = open_sqlite(store.path, KEY)
    server = identity.load(database, KEY)
    opening._begin(database, store, server)
    evidence = Evidence(Vouching(store, database, server, None), lambda: server)
    commands = Commands(store, committed, evidence)
    office = HubOffice(store, database, server, commands, desk, alone, officer.id)
    office.passed = passed
    if started:
        commands.start()
    try:
        yield office
    finally:
        commands.stop()
        database.close()
        store.close()
