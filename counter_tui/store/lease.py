"""The lease of this terminal in its store: when it was renewed, and whether personal data is shown now."""

import msgspec

from counter_tui.core import lease as rules
from counter_tui.core.catalogue import builtin
from counter_tui.core.lease import Lease, Standing
from counter_tui.core.rules import SETTING, overlaid
from counter_tui.store.driver import Connection
from counter_tui.store.identities import newest_stamp

RENEWED = "lease/renewed"
"""The name under which the meta table keeps when the lease was last renewed (UTC ms)."""
RENEW_EVERY_MS = 3600 * 1000
"""How old a renewal is at least before another one is written."""

_META = "SELECT value FROM meta WHERE key = ?"
_PEER = "SELECT 1 FROM meta WHERE key = 'peer'"
_DAYS = "SELECT data FROM record WHERE office = ? AND kind = ? AND id = 'lease_days' AND standing = 'live'"
_RENEW = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def load(connection: Connection) -> Lease:
    """Return the lease; a terminal that is enrolled nowhere has none."""
    if connection.execute(_PEER).fetchone() is None:
        return Lease(None)
    row = connection.execute(_DAYS, (connection.office, SETTING)).fetchone()
    own = {"lease_days": msgspec.json.decode(row[0])} if row else {}
    return rules.lease(renewed(connection), overlaid(builtin().rules, own).lease_days)


def renewed(connection: Connection) -> int | None:
    """Return when the lease was last renewed; None before it began."""
    row = connection.execute(_META, (RENEWED,)).fetchone()
    return int(row[0]) if row else None


def renew(connection: Connection, now: int) -> None:
    """Begin the lease anew at its own time; `now` is UTC milliseconds."""
    at = rules.time(now, newest_stamp(connection))
    connection.execute(_RENEW, (RENEWED, str(at)))


def is_due(connection: Connection, now: int) -> bool:
    """Tell whether a word from the server is worth writing down."""
    last = renewed(connection)
    return last is None or rules.time(now, newest_stamp(connection)) - last >= RENEW_EVERY_MS


class LeaseWatch:
    """How the lease stands as one connection sees it: asked at every reading, read again after a commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._version = -1
        self._lease = Lease(None)
        self._newest = 0

    def standing(self, now: int) -> Standing:
        """Return how the lease stands in the open transaction; `now` is UTC milliseconds."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._lease = load(self._connection)
            self._newest = newest_stamp(self._connection) if self._lease.until is not None else 0
            self._version = version
        return self._lease.standing(rules.time(now, self._newest))
