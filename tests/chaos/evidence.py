"""What each computer of a site holds, read by plain SQL; only a file's key is asked of our own code."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from sqlcipher3 import dbapi2 as sqlcipher

from counter_tui.store import keys
from tests.e2e.installation import Installation

EVENTS = "SELECT id, device, epoch, seq, hash, hlc, stream, type, office_seq, body FROM event"
STATES = "SELECT '{0}/' || id, state FROM {0}"
# A line that came ahead of its author's head is believed once that comes.
APART = (
    "SELECT reason FROM quarantine q WHERE NOT EXISTS "
    "(SELECT 1 FROM event e WHERE e.device = q.device AND e.hash = q.hash)"
)
PEOPLE = "SELECT id FROM record WHERE kind = 'applicant' AND standing = 'live'"
WAITING = (
    "SELECT count(*) FROM open_command",
    "SELECT count(*) FROM relayed_head",
    "SELECT count(*) FROM record WHERE pending",
    "SELECT count(*) FROM ticket WHERE open AND state ->> '$.authority.kind' = 'device'",
    # What a hub has still to take over from one before it.
    "SELECT count(*) FROM ticket JOIN meta ON key = 'hub_epoch' AND value <> '' WHERE open "
    "AND state ->> '$.status' IN ('waiting', 'missed', 'transferred') "
    "AND state ->> '$.authority.kind' = 'hub' AND state ->> '$.attention' IS NOT TRUE "
    "AND state ->> '$.authority.id' <> (SELECT value ->> '$.device' FROM meta WHERE key = 'identity')",
)
WHO = "SELECT value ->> '$.device' FROM meta WHERE key = 'identity'"
EPOCH = "SELECT value FROM meta WHERE key = 'hub_epoch'"
KINDS = ("ticket", "application", "counter", "day")


class Line(NamedTuple):
    """One event as a computer holds it; `told` is the event's own JSON."""

    id: str
    device: str
    epoch: int
    seq: int
    hash: str
    hlc: int
    stream: str
    type: str
    office_seq: int | None
    body: str

    @property
    def told(self) -> dict[str, Any]:
        """What the author wrote."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def order(self) -> tuple[int, str, int, int, str]:
        """Where it stands among the events of its stream (DESIGN §2)."""
        return (self.hlc, self.device, self.epoch, self.seq, self.id)


@dataclass
class Held:
    """What one computer holds."""

    name: str
    events: list[Line]
    states: dict[str, dict[str, Any]]
    people: set[str] = field(default_factory=set)
    """The applications of which it knows who applied."""
    apart: list[str] = field(default_factory=list)
    """Why lines lie in quarantine."""
    open_commands: int = 0
    relayed_heads: int = 0
    device: str = ""
    hub_epoch: str | None = None
    """The epoch in which it is the site's hub; empty where it was one, None where it never was."""

    @property
    def is_hub(self) -> bool:
        """Whether it is a hub, as far as it knows itself."""
        return bool(self.hub_epoch)

    @property
    def was_hub(self) -> bool:
        """Whether it is a hub, or was one."""
        return self.hub_epoch is not None

    @property
    def ids(self) -> set[str]:
        """The ids of its events."""
        return {event.id for event in self.events}


class Reader:
    """Reads one home's store."""

    def __init__(self, home: Installation) -> None:
        self._name = home.folder.name
        self._path = home.folder / "journal.db"
        self._key = keys.unlock(home.folder / "keys.json", environ=home.variables)

    def read(self) -> Held:
        """Return what the home holds now."""
        with closing(_opened(self._path, self._key)) as store:
            store.execute("BEGIN")
            return Held(
                name=self._name,
                events=[Line(*row) for row in store.execute(EVENTS)],
                states={
                    name: json.loads(state)
                    for kind in KINDS
                    for name, state in store.execute(STATES.format(kind))
                },
                people={row[0] for row in store.execute(PEOPLE)},
                apart=[row[0] for row in store.execute(APART)],
                open_commands=_count(store.execute("SELECT count(*) FROM open_command").fetchall()),
                relayed_heads=_count(store.execute("SELECT count(*) FROM relayed_head").fetchall()),
                device=store.execute(WHO).fetchone()[0],
                hub_epoch=next((row[0] for row in store.execute(EPOCH)), None),
            )

    def count(self) -> int:
        """Return how many events it holds."""
        with closing(_opened(self._path, self._key)) as store:
            return _count(store.execute("SELECT count(*) FROM event").fetchall())

    def unsettled(self) -> int:
        """Return how many commands, heads and numbers of a lone terminal still wait for something."""
        with closing(_opened(self._path, self._key)) as store:
            return sum(_count(store.execute(question).fetchall()) for question in WAITING)


def centre(url: str) -> Held:
    """Return what the centre holds."""
    with psycopg.connect(url) as connection:
        return Held(
            name="centre",
            events=[Line(*row) for row in connection.execute(EVENTS.encode())],
            states={
                name: json.loads(state)
                for kind in KINDS
                for name, state in connection.execute(STATES.format(kind).encode())
            },
            people={row[0] for row in connection.execute(PEOPLE.encode())},
            apart=[row[0] for row in connection.execute(APART.encode())],
        )


def centre_count(url: str) -> int:
    """Return how many events the centre holds."""
    with psycopg.connect(url) as connection:
        return _count(connection.execute(b"SELECT count(*) FROM event").fetchall())


def unfolded(url: str) -> int:
    """Return how many events the centre has still to fold."""
    behind = (
        b"SELECT coalesce(sum(s.ingested - coalesce(p.projected, 0)), 0) "
        b"FROM office_sequence s LEFT JOIN projector_cursor p USING (office)"
    )
    with psycopg.connect(url) as connection:
        return _count(connection.execute(behind).fetchall())


def _opened(path: Path, key: bytes) -> sqlcipher.Connection:
    store = sqlcipher.connect(f"file:{path}?mode=rw", uri=True, isolation_level=None, timeout=30)
    store.execute("PRAGMA cipher_log_level = NONE")
    store.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    store.execute("PRAGMA query_only = ON")
    return store


def _count(rows: Sequence[tuple[Any, ...]]) -> int:
    return int(rows[0][0])
