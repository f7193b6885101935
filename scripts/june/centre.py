"""The centre under drill: a real `counter-tui central` process that is killed and started again."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import select

from counter_tui.config import Home
from counter_tui.store import keys
from counter_tui.store.central.database import Database, open_postgres, open_sqlite
from counter_tui.store.central.tables import Device, Office, OfficeSequence, ProjectorCursor, Server
from counter_tui.sync.peer import Peer
from counter_tui.sync.signing import to_text
from scripts.june import computing, country
from tests.e2e.installation import Centre, Installation

ENROLLED_AT = 1_718_000_000_000
"""UTC milliseconds: a week before the outage."""


class CentreUnderDrill:
    """One centre on PostgreSQL, or on its embedded store without a URL."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._url = database_url
        self._home = Installation(folder / "centre")
        self._centre = Centre(self._home, database_url)
        self.kills = 0
        self.away_s = 0.0
        """How long it did not run because it was killed."""
        self.cpu_s = 0.0
        """How long its processes computed while they served: a start is not counted."""
        self._peak_kb = 0
        self._start_s = 0.0

    @property
    def address(self) -> str:
        """Where it listens; the same after each start."""
        return self._centre.address

    @property
    def peak_mb(self) -> float:
        """The most memory that any of its processes that have ended had resident."""
        return self._peak_kb / 1024

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._centre.start()
        self._start_s = computing.of_process(self._centre.pid)

    def close(self) -> None:
        """End it."""
        self._take_figures()
        self._centre.close()

    def kill_and_start(self) -> None:
        """Kill it in the midst of its work (-9), and start it again at once."""
        self._take_figures()
        killed = time.monotonic()
        self._centre.stop(kill=True)
        self.start()
        self.kills += 1
        self.away_s += time.monotonic() - killed

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open its database beside it."""
        opened = open_postgres(self._url) if self._url else self._embedded()
        try:
            yield opened
        finally:
            opened.close()

    def _embedded(self) -> Database:
        home = Home(self._home.folder)
        key = keys.unlock(home.keys, environ=self._home.variables)
        return open_sqlite(home.store, key)

    def _take_figures(self) -> None:
        """Add up what the process that is about to end has used; Linux alone tells."""
        if self._process.exists():
            status = (self._process / "status").read_text("ascii")
            told = next(line for line in status.splitlines() if line.startswith("VmHWM"))
            self._peak_kb = max(self._peak_kb, int(told.split()[1]))
            self.cpu_s += computing.of_process(self._centre.pid) - self._start_s

    @property
    def _process(self) -> Path:
        return Path(f"/proc/{self._centre.pid}")


def enrol(database: Database, offices: Sequence[country.Office]) -> Server:
    """Enrol all terminals, as they were before the outage; return who the centre is."""
    with database.write() as work:
        for office in offices:
            work.session.add(Office(office=office.name, name=office.name, zone=office.zone))
            work.session.add(OfficeSequence(office=office.name))
            work.session.add(ProjectorCursor(office=office.name))
            work.session.add_all(map(_device, office.terminals))
        work.session.flush()
        server = work.session.exec(select(Server)).one()
        work.session.expunge(server)
    return server


def peer(terminal: country.Terminal, server: Server, address: str) -> Peer:
    """Return the centre as a terminal knows it."""
    return Peer(
        address=address,
        server=server.id,
        server_key=server.public_key,
        office=terminal.who.office,
        device=terminal.who.device,
        key=to_text(terminal.key.private),
    )


def _device(terminal: country.Terminal) -> Device:
    who = terminal.who
    return Device(
        office=who.office,
        device=who.device,
        name=f"Loket {who.counter}",
        site=who.site,
        tag=who.tag,
        plain=who.plain,
        public_key=terminal.key.public,
        enrolled_at=ENROLLED_AT,
    )
