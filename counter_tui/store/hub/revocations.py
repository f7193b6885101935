"""Which devices this home knows to be revoked, by the centre's word or a hub's, as its server gave it."""

from counter_tui.core.device_certificate import KEPT, KIND, of_data, said
from counter_tui.core.record import Standing
from counter_tui.store import records
from counter_tui.store.driver import Connection


def is_revoked(connection: Connection, device: str) -> bool:
    """Return whether a device is known to be revoked, which is for good."""
    vouched = records.load(connection, connection.office, (KIND, device))
    if vouched is not None and vouched.standing is Standing.REVOKED:
        return True
    known = records.load(connection, connection.office, (KEPT, device))
    kept = of_data(known.data) if known is not None else None
    found = said(kept) if kept is not None else None
    return found is not None and found.revoked is not None
