"""Simulated disks: files of the real engine whose next COMMIT may meet a crash or a full disk.

Nothing is encrypted or flushed on them: what is committed stays, and who may read it is no question here.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from counter_tui.store import driver
from counter_tui.store.faults import FULL


class Crash(Exception):
    """The machine with this file stopped here: nothing after this happened on it."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class Fate(StrEnum):
    """What the next commit of a file meets."""

    CRASH_BEFORE = "crash before commit"
    CRASH_AFTER = "crash after commit"
    FULL = "full disk"


_OF_NO_USE_HERE = ("PRAGMA key", "PRAGMA cipher", "PRAGMA optimize", "PRAGMA wal_checkpoint")
_HERE = {"PRAGMA synchronous = FULL": "PRAGMA synchronous = OFF"}
_READS_ONLY = "PRAGMA query_only = ON"
_fates: dict[str, Fate] = {}
_commits: Counter[str] = Counter()


def doom(path: Path, fate: Fate) -> None:
    """Let the next commit of a file meet this."""
    _fates[str(path)] = fate


def spare(path: Path) -> Fate | None:
    """Take back what was not met, and return it."""
    return _fates.pop(str(path), None)


def commits(path: Path) -> int:
    """Return how often something was committed to a file."""
    return _commits[str(path)]


class SimulatedConnection(driver.Connection):
    """A connection to a simulated disk, on which everything committed stays."""

    def __init__(self, database: str, *arguments: Any, **named: Any) -> None:
        super().__init__(database, *arguments, **named)
        self.file = file_of(database)

    def execute(self, statement: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run a statement; COMMIT meets what is planned for it."""
        if statement == "COMMIT":
            fate = self._met()
            done = super().execute(statement)
            _commits[self.file] += 1
            self._stop_after(fate)
            return done
        if statement.startswith("PRAGMA"):
            return self._set(statement)
        return super().execute(statement, parameters)

    def commit(self) -> None:
        """Commit as SQLAlchemy does."""
        fate = self._met() if self.in_transaction else None
        super().commit()
        _commits[self.file] += 1
        self._stop_after(fate)

    def writes_again(self) -> None:
        """Take back that this connection only reads."""
        vars(self).pop("execute", None)
        self.execute("PRAGMA query_only = OFF")

    def _set(self, pragma: str) -> sqlite3.Cursor:
        if pragma.startswith(_OF_NO_USE_HERE):
            return self.cursor()
        if pragma == _READS_ONLY:
            # It commits nothing, and most of what is asked is asked here.
            vars(self)["execute"] = super().execute
        return super().execute(_HERE.get(pragma, pragma))

    def _met(self) -> Fate | None:
        fate = _fates.pop(self.file, None)
        if fate is Fate.CRASH_BEFORE:
            self.rollback()
            raise Crash(self.file)
        if fate is Fate.FULL:
            self.rollback()
            error = driver.Error("database or disk is full")
            error.sqlite_errorcode = FULL
            raise error
        return fate

    def _stop_after(self, fate: Fate | None) -> None:
        if fate is Fate.CRASH_AFTER:
            raise Crash(self.file)


def file_of(database: str) -> str:
    """Return the path in the address by which the driver opens a file."""
    return unquote(database.removeprefix("file:").partition("?")[0])


@contextmanager
def simulated() -> Iterator[None]:
    """Open every store on a simulated disk within this block."""
    with patch.object(driver, "Connection", SimulatedConnection):
        yield
    _fates.clear()
    _commits.clear()
