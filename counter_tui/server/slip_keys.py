"""Certifying slip keys: the centre lists what an office's devices publish, revokes, and signs the list.

The list is its own memory: when a key was certified and revoked stands nowhere else. Whoever changes what it
is made of calls `certify` in the same transaction, so that a key is certified in the request that brings it.
"""

import logging
from collections.abc import Iterable

from msgspec.structs import replace
from sqlmodel import col, select

from counter_tui.core import slip_key_list, slip_key_record
from counter_tui.core.record import Record, erased
from counter_tui.core.slip_key_list import (
    DAY_MS,
    LISTED_DAYS,
    KeyList,
    ListedKey,
    SignedKeyList,
    Unbelieved,
)
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central import records
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.ingest import lock_office
from counter_tui.store.central.tables import Device, Office

log = logging.getLogger(__name__)

Keys = dict[str, ListedKey]
"""Listed keys by their public half: who publishes another's key again gains nothing."""


def certify(work: Work, office: str, signer: ServerIdentity, now: int) -> KeyList | None:
    """Sign and store an office's list anew if its keys have changed; return the list that stands.

    None, and nothing changed, where the stored list is not of this centre: it is never signed again.
    """
    lock_office(work, office)
    old = _standing(work, office, signer)
    if old is None:
        return None
    keys: Keys = {key.public: key for key in old.keys}
    published = records.living(work, office, slip_key_record.KIND)
    _add(keys, published, now)
    _revoke_of_devices(work, office, keys)
    ended = {public for public, key in keys.items() if key.until <= now}
    _forget(work, office, [record for record in published if _public(record) in ended], signer, now)
    return _keep(work, old, [key for public, key in keys.items() if public not in ended], signer, now)


def revoke(
    work: Work, office: str, signer: ServerIdentity, since: dict[str, int], now: int
) -> KeyList | None:
    """Revoke keys (public half: since when) and return the list that stands; see `certify`.

    A revocation is permanent and only ever moves back in time.
    """
    old = certify(work, office, signer, now)
    if old is None:
        return None
    return _keep(work, old, [_revoked(key, since.get(key.public)) for key in old.keys], signer, now)


def certify_all(database: Database, signer: ServerIdentity, now: int) -> None:
    """Look at every office's keys: at the start of a centre, for what changed or ended meanwhile."""
    with database.read() as work:
        offices = list(work.session.exec(select(Office.office)))
    for office in offices:
        with database.write() as work:
            certify(work, office, signer, now)


def certify_new(database: Database, office: str, signer: ServerIdentity, now: int) -> None:
    """Certify what an office's devices published otherwise than by a request; writes only where needed."""
    with database.read() as work:
        published = {_public(record) for record in records.living(work, office, slip_key_record.KIND)}
        old = _standing(work, office, signer)
    if old is not None and published - {key.public for key in old.keys} - {""}:
        with database.write() as work:
            certify(work, office, signer, now)


def signed(work: Work, office: str, signer: ServerIdentity) -> SignedKeyList | None:
    """Return an office's list as its devices get it; None while it has no key."""
    record = records.find(work, office, slip_key_list.KIND, slip_key_list.record_id(signer.key.public))
    return slip_key_list.of_record(record) if record is not None else None


def _standing(work: Work, office: str, signer: ServerIdentity) -> KeyList | None:
    try:
        found = signed(work, office, signer)
        if found is None:
            return KeyList(office=office, revision=0)
        return slip_key_list.read(found, signer=signer.key.public, office=office)
    except Unbelieved as error:
        log.error("the stored slip key list of an office is not this centre's (%s): it stays as it is", error)  # noqa: TRY400
        return None


def _add(keys: Keys, published: Iterable[Record], now: int) -> None:
    for record in published:
        public = _public(record)
        if public and public not in keys:
            keys[public] = ListedKey(
                public=public,
                device=slip_key_record.owner(record.id),
                made=slip_key_record.made_at(record.data),
                certified=now,
                until=now + LISTED_DAYS * DAY_MS,
            )


def _revoke_of_devices(work: Work, office: str, keys: Keys) -> None:
    question = select(Device).where(col(Device.office) == office, col(Device.revoked_at).is_not(None))
    gone = {device.device: device.revoked_at for device in work.session.exec(question)}
    for public, key in keys.items():
        keys[public] = _revoked(key, gone.get(key.device))


def _revoked(key: ListedKey, since: int | None) -> ListedKey:
    if since is None or (key.revoked is not None and key.revoked <= since):
        return key
    return replace(key, revoked=since)


def _public(record: Record) -> str:
    public = slip_key_record.public_of(record.data)
    return public.hex() if public is not None else ""


def _forget(work: Work, office: str, ended: Iterable[Record], signer: ServerIdentity, now: int) -> None:
    """Erase the records of keys that drop off the list, or the next look would certify them again."""
    records.put(work, office, [erased(record, hlc=now << 16, device=signer.id) for record in ended])


def _keep(work: Work, old: KeyList, keys: Iterable[ListedKey], signer: ServerIdentity, now: int) -> KeyList:
    """Sign and store a new revision if the keys differ from the old one's.

    A revision's number is a time, so that a restored centre gives none out again.
    """
    found = tuple(sorted(keys, key=lambda key: (key.certified, key.public)))
    if found == old.keys:
        return old
    fresh = KeyList(office=old.office, revision=max(old.revision + 1, now), keys=found)
    text = slip_key_list.write(fresh)
    signature = signer.key.sign(slip_key_list.message(text))
    made = SignedKeyList(text=text, signer=signer.key.public, signature=signature)
    records.put(work, fresh.office, [slip_key_list.as_record(made, fresh.revision, signer.id)])
    return fresh
