"""What lies apart at the centre or hub, for whoever must look at it: by device and reason, never its data."""

import re
from typing import NamedTuple

from counter_tui.core.event import MalformedEvent, decode
from counter_tui.desk.held_rows import reason
from counter_tui.store.central.database import Database

MOST = 200

_LIST = (
    "SELECT q.office, q.device, q.reason, count(*), min(q.at), max(q.at), max(coalesce(d.name, ''))"
    " FROM quarantine q LEFT JOIN device d ON d.office = q.office AND d.device = q.device"
    " GROUP BY q.office, q.device, q.reason ORDER BY max(q.at) DESC, q.office, q.device, q.reason"
)
_SHOW = (
    "SELECT epoch, seq, hash, body, reason, at FROM quarantine WHERE office = ? AND device = ?"
    " ORDER BY at, epoch, seq, hash LIMIT ?"
)
_OFFICES = "SELECT DISTINCT office FROM quarantine WHERE device = ? ORDER BY office"
_TYPE = re.compile(r"[a-z_]{1,40}(\.[a-z_]{1,40})?")


class Pile(NamedTuple):
    """Lines of one device that were kept apart for one reason; `first` and `last` are UTC milliseconds."""

    office: str
    device: str
    reason: str
    lines: int
    first: int
    last: int
    name: str

    @property
    def words(self) -> str:
        """Return the reason in words."""
        return reason(self.reason)


class HeldLine(NamedTuple):
    """One line: its place, the beginning of its hash, what it says it is, why and since when (UTC ms)."""

    epoch: int
    seq: int
    hash: str
    type: str
    reason: str
    at: int

    @property
    def words(self) -> str:
        """Return the reason in words."""
        return reason(self.reason)


def listed(database: Database) -> list[Pile]:
    """Return what lies apart, by device and reason, the newest first."""
    with database.read() as work:
        return [Pile(*row) for row in work.rows(_LIST)]


def of_device(database: Database, device: str) -> list[HeldLine]:
    """Return the oldest lines of one device that lie apart, in every office that such a device wrote to."""
    with database.read() as work:
        rows = [
            row
            for (office,) in work.rows(_OFFICES, (device,))
            for row in work.rows(_SHOW, (office, device, MOST))
        ]
    return [
        HeldLine(epoch, seq, hash_[:12], _type(bytes(body)), why, at)
        for epoch, seq, hash_, body, why, at in rows
    ]


def _type(body: bytes) -> str:
    """Return what kind of event a line says it is; what cannot be read, or is no such word, is not shown."""
    try:
        said = decode(body).type
    except MalformedEvent:
        return "?"
    return said if _TYPE.fullmatch(said) else "?"
