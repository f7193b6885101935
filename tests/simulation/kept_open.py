"""Connections that stay open for whoever opens the same file next: opening one costs more than its use."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from counter_tui.store import driver
from tests.simulation.disk import SimulatedConnection, file_of

_idle: dict[str, list["KeptConnection"]] = defaultdict(list)


class KeptConnection(SimulatedConnection):
    """A connection that is laid by when it is closed, with nothing of its last use left on it."""

    def close(self) -> None:
        """Roll back what was not committed, as closing does, and lay it by."""
        if self.in_transaction:
            self.rollback()
        self.writes_again()
        self.office, self.sealed = "", False
        _idle[self.file].append(self)

    def close_for_good(self) -> None:
        """Close it."""
        super().close()


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep every connection that is opened within this block open until its end."""
    with patch.object(driver, "Connection", _opened):
        try:
            yield
        finally:
            for file in list(_idle):
                let_go(Path(file))


def let_go(path: Path) -> None:
    """Close the connections to a file that is put away: another one comes in its place."""
    for connection in _idle.pop(str(path), ()):
        connection.close_for_good()


def _opened(database: str, *arguments: Any, **named: Any) -> KeptConnection:
    idle = _idle[file_of(database)]
    return idle.pop() if idle else KeptConnection(database, *arguments, **named)
