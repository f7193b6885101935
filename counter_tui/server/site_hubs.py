"""Which hub a site has, as its devices tell the centre: one that was promoted relays without a new code.

That a device says so of itself proves nothing but that it is enrolled here. It therefore gets the one right
that needs no trust: to bring what others wrote, each line below its own author's signature. To take new
devices in, and to bring officers and settings, it needs a code of the centre's (`devices enrol --hub`).
"""

from collections.abc import Sequence

from counter_tui.core import hub_announcement
from counter_tui.core.device_certificate import FORWARD
from counter_tui.core.hub_announcement import HubAnnouncement
from counter_tui.core.record import Record, Standing
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.devices import Known
from counter_tui.store.central.tables import Device


def objection(database: Database, caller: Known, record: Record) -> str:
    """Return why an announcement is not taken: `malformed`, `unauthorised` for another's, or nothing."""
    found = _announced(record)
    if found is None or (found.site, found.epoch) != (record.id, record.rev):
        return "malformed"
    with database.read() as work:
        device = work.session.get(Device, (caller.office, caller.device))
        site = device.site if device is not None else ""
    mine = (caller.office, site, caller.device) == (found.office, found.site, found.device)
    return "" if mine else "unauthorised"


def adopt(work: Work, office: str, versions: Sequence[Record]) -> None:
    """Let those who announce themselves here bring what others wrote."""
    for record in versions:
        found = _announced(record) if record.kind == hub_announcement.KIND else None
        device = work.session.get(Device, (office, found.device)) if found is not None else None
        if device is not None and FORWARD not in device.authorised.split():
            device.authorised = " ".join(sorted({*device.authorised.split(), FORWARD}))
            work.session.add(device)
    work.session.flush()


def _announced(record: Record) -> HubAnnouncement | None:
    """Return the latest hub of a record; whose it is shows who sent it, not who signed it."""
    if record.standing is not Standing.LIVE:
        return None
    found = hub_announcement.written(hub_announcement.of_data(record.data)[-1:])
    return found[0] if found else None
