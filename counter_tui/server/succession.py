"""A hub's word for its terminals, by which the next hub of the site takes them in without a new code."""

import contextlib
from collections.abc import Iterable

from counter_tui.core import device_certificate
from counter_tui.core.device_certificate import RELAY, DeviceCertificate, SignedCertificate
from counter_tui.language import _
from counter_tui.server import certificates
from counter_tui.server.central import Central
from counter_tui.server.devices import OF_A_HUB
from counter_tui.server.problem import Declined
from counter_tui.store.central import devices
from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import Device, Office
from counter_tui.sync.grant import EnrolRequest
from counter_tui.sync.signing import verify


def word_for(central: Central, device: Device) -> SignedCertificate:
    """Return this hub's own word for a device that it took in."""
    found = DeviceCertificate(
        office=device.office,
        device=device.device,
        key=device.public_key,
        site=device.site,
        tag=device.tag,
        name=device.name,
        plain=device.plain,
        revoked=device.revoked_at,
    )
    return certificates.sign(central.identity.key, found)


def adopt(central: Central, asked: EnrolRequest, vouched: SignedCertificate) -> tuple[Device, Office]:
    """Take a terminal in for which a hub before this one vouches; it keeps its key and its tag.

    It may ask again. Raises Declined for everybody else, and at a hub that is none any more: what that grants
    leads on to no other.
    """
    believed = central.hub is not None and vouched.signer in central.predecessors
    found = device_certificate.read(vouched, verify) if believed else None
    claimed = (asked.office, asked.site, asked.device, asked.key)
    if found is None or found.revoked or (found.office, found.site, found.device, found.key) != claimed:
        sentence = _("Hub ini tidak mengenal perangkat ini. Catatannya aman. Minta kode baru ke admin.")
        raise Declined(403, "stranger", sentence)
    return _entered(central.database, found, central.now())


def inherit(central: Central, kept: Iterable[SignedCertificate]) -> None:
    """Enter all devices for which hubs before this one vouched, so that their chains are proven here too."""
    for signed in kept:
        found = device_certificate.read(signed, verify) if signed.signer in central.predecessors else None
        if found is not None and not _is_entered(central.database, found):
            with contextlib.suppress(Declined):  # this home itself, which is known by its hub's key now
                _entered(central.database, found, central.now())


def _is_entered(database: Database, found: DeviceCertificate) -> bool:
    """Return whether a hub's word for a device says nothing new, as it does at most starts of a hub."""
    known = devices.known(database, found.device)
    if known is None or known.public_key != found.key:
        return known is not None
    return known.authorised.issuperset(_rights(found)) and (known.revoked or found.revoked is None)


def _rights(found: DeviceCertificate) -> tuple[str, ...]:
    """Return what a device may bring that its old hub took in, each line below its author's own head.

    One that was the hub itself also brings its site's officers and settings.
    """
    return OF_A_HUB if found.relay else (RELAY,)


def _entered(database: Database, found: DeviceCertificate, now: int) -> tuple[Device, Office]:
    with database.write() as work:
        office = work.session.get(Office, found.office)
        device = work.session.get(Device, (found.office, found.device))
        if office is None or (device is not None and device.public_key != found.key):
            raise Declined(403, "known", _("Perangkat ini sudah terdaftar dengan kunci lain."))
        if device is None:
            device = certificates.enter(work, found, now)
        device.revoked_at = device.revoked_at or found.revoked
        device.authorised = " ".join(sorted({*device.authorised.split(), *_rights(found)}))
        work.session.flush()
        work.session.refresh(device)
        work.session.refresh(office)
        work.session.expunge_all()
    return device, office
