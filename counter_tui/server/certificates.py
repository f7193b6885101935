"""Certifying the keys of an office's devices, so that whoever gets their chains can prove whose they are."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from counter_tui.core import device_certificate
from counter_tui.core.device_certificate import RELAY, DeviceCertificate, SignedCertificate
from counter_tui.core.record import Record, Standing
from counter_tui.store.central import devices, records
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.tables import Device
from counter_tui.sync.signing import DeviceKey, verify

KEY_CHARACTERS = 43
"""32 bytes in base64url."""
NAME_CHARACTERS = 128


def sign(key: DeviceKey, certificate: DeviceCertificate) -> SignedCertificate:
    """Sign a certificate; the same one again costs nothing."""
    return _signed(key, device_certificate.write(certificate))


@lru_cache(maxsize=8192)
def _signed(key: DeviceKey, text: str) -> SignedCertificate:
    return SignedCertificate(
        text=text, signer=key.public, signature=key.sign(device_certificate.message(text))
    )


def of_devices(
    database: Database, office: str, wanted: Collection[str] | None = None
) -> list[DeviceCertificate]:
    """Return what can be certified of an office's enrolled devices: of all, or of those wanted."""
    with database.read() as work:
        rows = work.rows(
            "SELECT device, public_key, site, tag, name, plain, authorised, revoked_at FROM device"
            " WHERE office = ? ORDER BY device",
            (office,),
        )
    return [
        DeviceCertificate(
            office=office,
            device=device,
            key=key,
            site=site,
            tag=tag,
            name=name,
            plain=bool(plain),
            relay=RELAY in authorised.split(),
            revoked=revoked,
        )
        for device, key, site, tag, name, plain, authorised, revoked in rows
        if wanted is None or device in wanted
    ]


def objection(database: Database, relay: devices.Known, record: Record) -> str:
    """Return why a hub's word for a device is not taken: `unauthorised`, `malformed`, `known`, or nothing."""
    if RELAY not in relay.authorised:
        return "unauthorised"
    vouched = _vouched(record)
    if vouched is None or record.standing is Standing.ERASED:
        return "malformed"
    signed, certificate = vouched
    its_own = signed.signer == relay.public_key and record.device == relay.device
    if not its_own or certificate.office != relay.office:
        return "unauthorised"
    if certificate.device != record.id or certificate.relay or not _storable(certificate):
        return "malformed"
    other = devices.known(database, record.id)
    mine = other is None or (other.office, other.public_key) == (relay.office, certificate.key)
    return "" if mine else "known"


def objection_to_own(server: str, office: str, record: Record) -> str:
    """Return why a certificate is not taken back by the server with this public key: another's, or no news.

    A server that was restored from a backup has forgotten whom it revoked since; a hub shows it its own word.
    """
    vouched = _vouched(record)
    if vouched is None:
        return "malformed"
    signed, certificate = vouched
    its_own = signed.signer == server and (certificate.office, certificate.device) == (office, record.id)
    return "" if its_own and certificate.revoked is not None else "unauthorised"


def revoke_again(work: Work, office: str, versions: Sequence[Record]) -> None:
    """Revoke those of whom these records show that this server revoked them once."""
    for record in versions:
        vouched = _vouched(record) if record.kind == device_certificate.KEPT else None
        device = work.session.get(Device, (office, record.id)) if vouched else None
        if vouched is not None and device is not None and device.revoked_at is None:
            device.revoked_at = vouched[1].revoked
            work.session.add(device)
    work.session.flush()


def adopt(work: Work, office: str, versions: Sequence[Record], now: int) -> None:
    """Enter the devices that hubs vouch for, and revoke those that they revoked; `now` is UTC milliseconds.

    To be called before the records are stored.
    """
    told = [record for record in versions if record.kind == device_certificate.KIND]
    if told:
        devices.one_at_a_time(work)
    for record in told:
        vouched = _vouched(record)
        if vouched is None:
            continue
        certificate = vouched[1]
        device = work.session.get(Device, (office, record.id))
        if device is None:
            device = enter(work, certificate, now)
        earlier = records.find(work, office, record.kind, record.id)
        its_own = earlier is None or earlier.device == record.device
        if record.standing is Standing.REVOKED and its_own and device.revoked_at is None:
            device.revoked_at = now
        work.session.flush()


def enter(work: Work, certificate: DeviceCertificate, now: int) -> Device:
    """Enter a device for which somebody trusted vouches; a tag that is taken gets the device behind it."""
    place = (certificate.office, certificate.tag)
    taken = work.first("SELECT 1 FROM device WHERE office = ? AND tag = ?", place)
    device = Device(
        office=certificate.office,
        device=certificate.device,
        name=certificate.name,
        site=certificate.site,
        tag=f"{certificate.tag}.{certificate.device}" if taken else certificate.tag,
        plain=certificate.plain,
        public_key=certificate.key,
        enrolled_at=now,
        revoked_at=certificate.revoked,
    )
    work.session.add(device)
    return device


def _vouched(record: Record) -> tuple[SignedCertificate, DeviceCertificate] | None:
    signed = device_certificate.of_data(record.data)
    found = device_certificate.read(signed, verify) if signed else None
    return (signed, found) if signed and found else None


def _storable(certificate: DeviceCertificate) -> bool:
    texts = (certificate.site, certificate.tag, certificate.name, certificate.device)
    fits = all(len(text) <= NAME_CHARACTERS and text.isprintable() for text in texts)
    return fits and len(certificate.key) == KEY_CHARACTERS and bool(certificate.site and certificate.tag)
