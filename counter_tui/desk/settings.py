"""The office's rules: the catalogue's defaults under the office's own setting records."""

from typing import TYPE_CHECKING

from counter_tui.core.rules import SETTING, overlaid
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.core.rules import Rules
    from counter_tui.store.opened import OpenedStore


class Settings:
    """Keeps the rules, and reads their records again only for another version of the store."""

    def __init__(self, store: "OpenedStore", catalogue: "Catalogue") -> None:
        self._store = store
        self._catalogue = catalogue
        self._version = -1
        self._rules = catalogue.rules

    def rules(self, version: int) -> "Rules":
        """Return the rules as of a version of the store; the same object while nothing changed."""
        if version != self._version:
            with self._store.read() as conn:
                records = queries.records(conn, SETTING)
            fresh = overlaid(self._catalogue.rules, dict(records))
            self._version = version
            self._rules = self._rules if fresh == self._rules else fresh
        return self._rules
