"""Looking at slip keys and revoking them, for `devices keys …` on the centre's home, also while it serves."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import select

from counter_tui.core import slip_key_list
from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import KeyList, ListedKey, SignedKeyList
from counter_tui.language import _
from counter_tui.server import slip_keys
from counter_tui.server.identity import ServerIdentity
from counter_tui.store.central.database import Database, Work
from counter_tui.store.central.tables import Device, Office
from counter_tui.sync.server_clock import wall_ms

FEWEST_DIGITS = 2
"""How many of a key's digits name it at least: as many as stand in its slips."""


class Certified(NamedTuple):
    """One listed key, its office and what the office calls its device."""

    office: str
    key: ListedKey
    device_name: str


def listed(database: Database, server: ServerIdentity, office: str = "") -> list[Certified]:
    """Return the keys on the lists of one office or of all, the oldest first."""
    with database.read() as work:
        names = {(row.office, row.device): row.name for row in work.session.exec(select(Device))}
        return [
            Certified(keys.office, key, names.get((keys.office, key.device), ""))
            for keys in _lists(work, server, office)
            for key in keys.keys
        ]


def given_out(database: Database, server: ServerIdentity, office: str = "") -> SignedKeyList:
    """Return an office's signed list; `office` may be left out where there is only one with keys."""
    with database.read() as work:
        offices = sorted(keys.office for keys in _lists(work, server, office))
        if len(offices) > 1:
            sentence = _("Ada {count} kantor: {offices}. Tidak ada berkas ditulis. Sebutkan dengan --office.")
            raise Refused(
                sentence.format(count=len(offices), offices=", ".join(offices)), code="which_office"
            )
        signed = slip_keys.signed(work, offices[0], server) if offices else None
    if signed is None:
        sentence = _("Belum ada perangkat yang mencetak resi. Tidak ada berkas ditulis. Cetak resi dulu.")
        raise Refused(sentence, code="no_list")
    return signed


def revoke(
    database: Database, server: ServerIdentity, *, key: str, device: str, since: str
) -> list[Certified]:
    """Revoke the key with these first digits, or all of a device, from a moment on; return what was revoked.

    `device` is its id or name, `since` an ISO date or time in the office's zone, now when empty.
    """
    found = _meant(listed(database, server), key.lower(), device)
    office = found[0].office
    now = wall_ms()
    with database.write() as work:
        zone = work.session.get_one(Office, office).zone
        moment = _moment(since, zone, now)
        gone = {one.key.public: moment for one in found}
        keys = slip_keys.revoke(work, office, server, gone, now)
    if keys is None:
        sentence = _("Daftar kunci di basis data ini bukan milik pusat ini. Tidak ada yang dicabut.")
        raise Refused(sentence, code="foreign_list")
    fresh = {one.public: one for one in keys.keys}
    return [one._replace(key=fresh[one.key.public]) for one in found]


def _lists(work: Work, server: ServerIdentity, office: str) -> list[KeyList]:
    offices = [office] if office else list(work.session.exec(select(Office.office).order_by(Office.office)))
    found = [slip_keys.signed(work, one, server) for one in offices]
    return [
        slip_key_list.read(signed, signer=server.key.public, office=one)
        for one, signed in zip(offices, found, strict=True)
        if signed is not None
    ]


def _meant(certified: Sequence[Certified], key: str, device: str) -> list[Certified]:
    if not key and not device:
        sentence = _("Kunci mana? Tidak ada yang dicabut. Sebutkan angka awalnya atau --device.")
        raise Refused(sentence, code="which_key")
    found = [
        one
        for one in certified
        if one.key.name.startswith(key) and device in ("", one.key.device, one.device_name)
    ]
    if not found or 0 < len(key) < FEWEST_DIGITS:
        sentence = _("Kunci itu tidak ada dalam daftar. Tidak ada yang dicabut. Lihat devices keys list.")
        raise Refused(sentence, code="unknown_key")
    if len({(one.office, one.key.device) for one in found}) > 1 or (key and len(found) > 1):
        sentence = _("Ada {count} kunci seperti itu. Tidak ada yang dicabut. Tambahkan angka atau --device.")
        raise Refused(sentence.format(count=len(found)), code="ambiguous")
    return found


def _moment(since: str, zone: str, now: int) -> int:
    if not since:
        return now
    try:
        given = datetime.fromisoformat(since) if len(since) > 10 else _midnight(date.fromisoformat(since))
    except ValueError as error:
        sentence = _("Tanggal {date} tidak terbaca. Tidak ada yang dicabut. Tulis seperti 2026-09-21.")
        raise Refused(sentence.format(date=since), code="date") from error
    local = given if given.tzinfo is not None else given.replace(tzinfo=ZoneInfo(zone))
    moment = int(local.timestamp() * 1000)
    if moment > now:
        sentence = _("{date} belum tiba. Tidak ada yang dicabut. Sebutkan sejak kapan perangkatnya hilang.")
        raise Refused(sentence.format(date=since), code="date")
    return moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
