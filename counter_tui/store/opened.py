"""What the desk needs of a store: one installation's own, or a hub's on behalf of a terminal."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity
from counter_tui.store.transaction import Transaction


class OpenedStore(Protocol):
    """A store at whose post an officer acts."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def identity(self) -> Identity:
        """Who and where this installation is."""
        ...

    def write(self) -> AbstractContextManager[Transaction]:
        """Open one transaction, committed at the end or taken back whole."""
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """Lend a reading connection that sees one moment."""
        ...

    def version(self) -> int:
        """Return a number that changes with every commit."""
        ...
