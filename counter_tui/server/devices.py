"""Letting devices in and out, for `devices enrol|list|revoke`: on the database, while the server runs too."""

import os
from collections.abc import Iterable, Sequence

from counter_tui.core.device_certificate import RELAY
from counter_tui.core.record import GUARDED
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.server import slip_keys
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central import devices as store
from counter_tui.store.central.database import Database
from counter_tui.store.central.tables import Device, Enrolment
from counter_tui.sync.enrolment_code import format_code, new_code, proof_key
from counter_tui.sync.server_clock import wall_ms

VALID_MS = 24 * 3600 * 1000
"""How long a code may be used: an officer gets it today and sets the counter up today."""

OF_A_HUB = (RELAY, *store.FIRST_OF_AN_OFFICE)
"""What a hub may: relay chains, and bring its site's officers and settings, whose writers sign nothing."""
OFFICE_CODE_CHARACTERS = 4
NAME_CHARACTERS = 128


def enrol(
    database: Database,
    server: ServerIdentity,
    *,
    office: str,
    name: str,
    address: str,
    authorise: Sequence[str] = (),
    hub: bool = False,
) -> str:
    """Return a one-time code for a new device of an office; a new office is added.

    `address` is where terminals reach this centre, `authorise` names guarded record kinds that the device
    may write for all. A `hub` may relay what its terminals wrote and vouch for them. Raises Refused.
    """
    authorise = [*authorise, *(OF_A_HUB if hub else ())]
    _check(office, name, authorise)
    code = new_code(server.key.public, address, os.urandom(10))
    now = wall_ms()
    enrolment = Enrolment(
        office=office,
        code=code.id,
        name=name,
        authorised=" ".join(sorted(set(authorise))),
        proof_key=proof_key(code.secret),
        made_at=now,
        expires_at=now + VALID_MS,
    )
    store.add_code(database, enrolment)
    return format_code(code)


def listed(database: Database, office: str = "") -> list[Device]:
    """Return the enrolled devices, of one office or of all, oldest first."""
    return store.listed(database, office)


def revoke(database: Database, server: ServerIdentity, device: str) -> Device:
    """Revoke a device, by its id or its name, for good, and its slip keys from now on.

    Raises Refused when it is not exactly one.
    """
    now = wall_ms()
    with database.write() as work:
        found = store.revoke(work, device, now)
        if len(found) == 1:
            slip_keys.certify(work, found[0].office, server, now)
        for row in found:
            work.session.refresh(row)
        work.session.expunge_all()
    if not found:
        raise Refused(
            _("Perangkat itu tidak terdaftar. Lihat counter-tui devices list."), code="unknown_device"
        )
    if len(found) > 1:
        sentence = _("Ada {count} perangkat dengan nama itu. Sebutkan id-nya dari counter-tui devices list.")
        raise Refused(sentence.format(count=len(found)), code="ambiguous")
    return found[0]


def _check(office: str, name: str, authorise: Iterable[str]) -> None:
    if not (office.isascii() and office.isalnum() and len(office) <= OFFICE_CODE_CHARACTERS):
        sentence = _("Kode kantor terdiri dari 1 sampai 4 huruf atau angka, misalnya PLG.")
        raise Refused(sentence, code="office_code")
    if not name or len(name) > NAME_CHARACTERS or not name.isprintable():
        raise Refused(_("Nama perangkat harus 1 sampai 128 karakter yang tampak."), code="device_name")
    grantable = (GUARDED - {*store.OF_EVERY_DEVICE}) | {RELAY}
    foreign = sorted(set(authorise) - grantable)
    if foreign:
        sentence = _("Jenis data {kind} tidak dikenal. Yang ada: {kinds}.")
        raise Refused(sentence.format(kind=foreign[0], kinds=", ".join(sorted(grantable))), code="kind")
