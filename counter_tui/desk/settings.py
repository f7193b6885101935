"""The office's rules: the catalogue's defaults under the office's own setting records."""

from typing import TYPE_CHECKING, Any

import msgspec

from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.catalogue import Catalogue
    from counter_tui.core.rules import Rules
    from counter_tui.store.store import Store

KIND = "setting"


class Settings:
    """Reads the setting records once, and again after each commit."""

    def __init__(self, store: "Store", catalogue: "Catalogue") -> None:
        self._store = store
        self._catalogue = catalogue
        self._kept: tuple[int, Rules] | None = None

    @property
    def rules(self) -> "Rules":
        """The rules in force; a record of `setting` is `{"value": …}` under the rule's name."""
        version = self._store.version()
        if self._kept is None or self._kept[0] != version:
            with self._store.read() as conn:
                records = queries.records(conn, KIND)
            self._kept = (version, overlaid(self._catalogue.rules, dict(records)))
        return self._kept[1]


def overlaid(rules: "Rules", records: dict[str, dict[str, Any]]) -> "Rules":
    """Return the rules with each valid record laid over them; what does not fit leaves the default."""
    for name, data in records.items():
        changed = {**msgspec.structs.asdict(rules), name: data.get("value")}
        try:
            rules = msgspec.convert(changed, type(rules))
        except msgspec.ValidationError:
            continue
    return rules
