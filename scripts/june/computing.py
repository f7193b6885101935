"""Who computed during a drill, in CPU seconds: the centre is not alone on the machine. Linux alone tells."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from counter_tui.store.central.database import Database

_PROC = Path("/proc")
_PARENT, _OWN, _REAPED = 3, slice(13, 15), slice(13, 17)
"""Of the fields of a process's `stat`: its parent, its own time, its own and that of its ended children."""
_IDLE = slice(4, 6)
"""Of the machine's first line: the time in which a core had nothing to do, and that in which it waited."""


class Computed(NamedTuple):
    """What was computed up to a moment, or between two."""

    at: float
    clients: float
    database: float
    idle: float
    """What all cores together did not use, whoever else was at work."""

    def since(self, before: "Computed") -> "Computed":
        """Return what was computed after another moment."""
        return Computed(*(now - then for now, then in zip(self, before, strict=True)))


def by_now(database: Database) -> Computed:
    """Return what was computed so far by this process, by PostgreSQL and by nobody."""
    return Computed(time.monotonic(), time.process_time(), _of_postgres(database), _idle())


def of_process(pid: int) -> float:
    """Return for how long a process computed; 0 for one that is not there."""
    fields = _stat(str(pid))
    return _seconds(fields[_OWN]) if fields else 0.0


def _of_postgres(database: Database) -> float:
    """Return for how long the server behind a database computed, with all its connections, past ones too."""
    if not database.postgres or not _PROC.exists():
        return 0.0
    with database.single() as work:
        ((own,),) = work.rows("SELECT pg_backend_pid()")
    leader = _stat(str(own))[_PARENT]
    children = sum(_seconds(fields[_OWN]) for fields in _all() if fields[_PARENT] == leader)
    return _seconds(_stat(leader)[_REAPED]) + children


def _idle() -> float:
    if not _PROC.exists():
        return 0.0
    machine = (_PROC / "stat").read_text("ascii").partition("\n")[0]
    return _seconds(machine.split()[_IDLE])


def _all() -> Iterator[list[str]]:
    for place in _PROC.iterdir():
        if place.name.isdecimal() and (fields := _stat(place.name)):
            yield fields


def _stat(pid: str) -> list[str]:
    """Return the fields of a process; none for one that is not there. Its name may hold blanks."""
    try:
        text = (_PROC / pid / "stat").read_text("ascii", "replace")
    except OSError:
        return []
    own, behind = text.partition(" (")[0], text.rpartition(")")[2]
    return [own, "", *behind.split()]


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
