"""Beginning anew on a store that may exist twice: a new chain, no number and no paper a second time."""

from collections.abc import Callable

import msgspec

from counter_tui.core import clock
from counter_tui.core.ids import short_id
from counter_tui.core.zones import business_day
from counter_tui.store import chains, numbers
from counter_tui.store.driver import Connection
from counter_tui.store.identity import Identity, new_epoch

_UNSURE_JOBS = (
    "UPDATE print_job SET state = 'unconfirmed', note = 'restored' WHERE state IN ('queued', 'sending')"
)

_NEWEST = "SELECT coalesce(max(hlc), 0) FROM head WHERE office = ?"
_LAST_DAY = "SELECT coalesce(max(business_day), '') FROM day WHERE office = ? AND site = ?"
_SERVER_EPOCH = "UPDATE server SET epoch = ?"


def begin(connection: Connection, identity: Identity, now: int, random: Callable[[int], bytes]) -> Identity:
    """Void the number blocks, never print again what may be on paper, and return who this now is.

    The next pull is a bootstrap: what the other copy wrote was left out of pulls as this device's own. A hub
    on this home begins a new server epoch, so that its terminals bring again what it has forgotten.
    """
    numbers.void(connection)
    chains.pull_all_again(connection)
    connection.execute(_SERVER_EPOCH, (short_id(random(8)),))
    connection.execute(_UNSURE_JOBS)
    # Four random digits behind the tag: two copies of one store number apart, and a tag assigned by the
    # centre is never that long.
    fresh = 1000 + int.from_bytes(random(8)) % 9000
    return msgspec.structs.replace(
        identity,
        epoch=new_epoch(random),
        restored_day=_latest_day(connection, identity, now),
        restored_tag=f"{identity.tag}{fresh}",
    )


def _latest_day(connection: Connection, identity: Identity, now: int) -> str:
    """Return the latest business day on which this device may have numbered, whatever its clock says now."""
    stamped = clock.wall_ms(connection.execute(_NEWEST, (identity.office,)).fetchone()[0])
    opened = connection.execute(_LAST_DAY, (identity.office, identity.site)).fetchone()[0]
    return max(business_day(max(now, stamped), identity.zone), str(opened))
