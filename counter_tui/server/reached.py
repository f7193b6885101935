"""How far the centre's database had come, kept outside it: one that was restored from a backup is behind.

Then the centre takes a new epoch, before anybody asks: every terminal pushes what the database lacks and
bootstraps again. Where the home was restored together with the database, the first cursor from the lost time
shows it instead (`store.central.cursor`).
"""

import contextlib
import logging
import os
import threading
from collections.abc import Callable

import msgspec

from counter_tui.config import Home
from counter_tui.server import identity
from counter_tui.server.background import Background
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central.database import FAULTS, Database

FILE = "reached.json"
WRITE_S = 10.0
"""How often it is written: what came in since is shown by cursors alone."""

_log = logging.getLogger("counter_tui.server")


class Reached(msgspec.Struct, frozen=True):
    """How far each office's sequences were given out in one epoch of one server: events and records."""

    server: str
    epoch: str
    offices: dict[str, tuple[int, int]]


def recognise(home: Home, database: Database, server: ServerIdentity) -> ServerIdentity:
    """Return who the server is now: with a new epoch where its database is behind what this home knows."""
    known = _read(home)
    if known is not None and (known.server, known.epoch) == (server.id, server.epoch):
        ends = _ends(database)
        if any(_behind(ends.get(office, (0, 0)), end) for office, end in known.offices.items()):
            _log.error("the database is older than this server remembers: a new epoch begins")
            server = identity.renew(database, server)
    note(home, database, server)
    return server


def note(home: Home, database: Database, server: ServerIdentity) -> None:
    """Write how far the database is now."""
    # Several processes of one server write it on one home.
    draft = (home.folder / FILE).with_suffix(f".{os.getpid()}.{threading.get_ident()}.new")
    draft.write_bytes(msgspec.json.encode(Reached(server.id, server.epoch, _ends(database))))
    draft.replace(home.folder / FILE)


class Noting(Background):
    """Notes how far the database has come, at the end for the last time; `server` tells who it is by now."""

    def __init__(self, home: Home, database: Database, server: Callable[[], ServerIdentity]) -> None:
        super().__init__("reached")
        self._home = home
        self._database = database
        self._server = server

    def _run(self) -> None:
        ending = False
        while not ending:
            ending = self._stopping.wait(WRITE_S)
            # A database or disk that is away is the requests' own concern.
            with contextlib.suppress(*FAULTS, OSError):
                note(self._home, self._database, self._server())


def _read(home: Home) -> Reached | None:
    try:
        return msgspec.json.decode((home.folder / FILE).read_bytes(), type=Reached)
    except (OSError, msgspec.DecodeError):
        return None


def _ends(database: Database) -> dict[str, tuple[int, int]]:
    with database.read() as work:
        rows = work.rows("SELECT office, ingested, records FROM office_sequence")
    return {office: (ingested, records) for office, ingested, records in rows}


def _behind(end: tuple[int, int], known: tuple[int, int]) -> bool:
    return end[0] < known[0] or end[1] < known[1]
