"""The office's rules: the catalogue's defaults under the office's own setting records."""

from typing import TYPE_CHECKING, Any

import msgspec

from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.core.rules import Rules
    from counter_tui.store.opened import OpenedStore

KIND = "setting"


class Settings:
    """Keeps the rules, and reads their records again only for another version of the store."""

    def __init__(self, store: "OpenedStore", catalogue: "Catalogue") -> None:
        self._store = store
        self._catalogue = catalogue
        self._version = -1
        self._rules = catalogue.rules

    def rules(self, version: int) -> "Rules":
        """Return the rules as of a version of the store; the same object while nothing changed.

        A record of kind `setting` is `{"value": …}` under the rule's name.
        """
        if version != self._version:
            with self._store.read() as conn:
                records = queries.records(conn, KIND)
            fresh = overlaid(self._catalogue.rules, dict(records))
            self._version = version
            self._rules = self._rules if fresh == self._rules else fresh
        return self._rules


def overlaid(rules: "Rules", records: dict[str, dict[str, Any]]) -> "Rules":
    """Return the rules with each valid record laid over them; what does not fit leaves the default."""
    for name, data in records.items():
        changed = {**msgspec.structs.asdict(rules), name: data.get("value")}
        try:
            rules = msgspec.convert(changed, type(rules))
        except msgspec.ValidationError:
            continue
    return rules
