"""`store check`: whether everything is as it was written, and what is not."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from counter_tui.store import driver, faults
from counter_tui.store.check_journal import check_journal
from counter_tui.store.check_projections import check_projections
from counter_tui.store.driver import Connection
from counter_tui.store.problem import Problem

ENOUGH = 100
"""A store with more problems than this is restored, not read through."""


class Report(NamedTuple):
    """What a check found; `events` is how many the journal holds."""

    events: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(path: Path, key: bytes) -> Report:
    """Read a store whole, in one moment of it, and report what is not as it was written.

    The file may be in use; nothing is changed but that its log is copied into it. The key must be the
    store's: a page that does not open under it counts as damaged. Raises Refused where it cannot be read at
    all: a full disk, a missing file.
    """
    events = 0
    problems: list[Problem] = []
    try:
        _settle_log(path, key)
        with closing(driver.connect(path, key, query_only=True)) as connection:
            connection.execute("BEGIN")
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
            for problem in _problems(connection):
                problems.append(problem)
                if len(problems) == ENOUGH:
                    break
    except driver.Error as error:
        refusal = faults.explain(error, path)
        if refusal is not None and refusal.code not in ("damaged", "disk_error"):
            raise refusal from error
        problems.append(Problem("page", str(path.name)))
    return Report(events, tuple(problems))


def _settle_log(path: Path, key: bytes) -> None:
    """Write the log's pages into the file: one that a crash cut short there stands whole in the log."""
    # Where that cannot be done, reading tells why.
    with suppress(driver.Error), closing(driver.connect(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _problems(connection: Connection) -> Iterator[Problem]:
    damaged = [Problem("page", str(text)) for (text,) in connection.execute("PRAGMA cipher_integrity_check")]
    yield from damaged
    if damaged:
        # What stands on a damaged page cannot be read, so that nothing more can be said.
        return
    for (text,) in connection.execute("PRAGMA integrity_check(20)"):
        if text != "ok":
            yield Problem("table", str(text))
    yield from check_journal(connection)
    yield from check_projections(connection)
