"""Who may ask: every request but enrolment and health is signed by an enrolled device (RFC 9421)."""

from typing import NamedTuple

from fastapi import Request

from counter_tui.language import _
from counter_tui.server.central import Central
from counter_tui.server.problem import Declined
from counter_tui.store.central.devices import Known, known
from counter_tui.sync import signing, wire

_PROVEN = frozenset({"clock", "replay"})
"""Refused, but their author is proven: not a stranger's tries."""


class Caller(NamedTuple):
    """A proven device and the protocol version that it speaks."""

    device: Known
    version: int


def admit(central: Central, request: Request, body: bytes) -> Caller:
    """Return who signed a request; raises Declined 401 where that is not proven, 429 for one too many."""
    found: dict[str, Known] = {}

    def key_of(device: str) -> str | None:
        row = known(central.database, device)
        if row is None:
            return None
        found[device] = row
        return row.public_key

    if not is_signed(request):
        central.limits.of_stranger(request)
    signed = signing.Request(request.method, str(request.url), signing.lower_case(request.headers))
    try:
        caller = signing.verify_request(
            signed, body, key_of=key_of, nonces=central.nonces, now_ms=central.now()
        )
    except signing.Unauthentic as error:
        if error.code not in _PROVEN:
            central.limits.failed(request)
        raise Declined(401, error.code, _unproven(error.code)) from error
    if central.may_have_answered(caller.created):
        raise Declined(401, "clock", _unproven("clock"))
    central.limits.of_device(caller.device)
    device = found[caller.device]
    if request.method != "GET":
        return Caller(device, caller.version)
    central.refresh()
    if not central.used.first_use(device.office, device.device, caller.nonce, central.now()):
        raise Declined(401, "replay", _unproven("replay"))
    return Caller(device, caller.version)


def is_signed(request: Request) -> bool:
    """Return whether a request claims to be a device's."""
    return "signature" in request.headers and "signature-input" in request.headers


def may_pull(caller: Caller) -> None:
    """Refuse a revoked device and a version that may only push."""
    if caller.device.revoked:
        sentence = _("Hak perangkat ini sudah dicabut. Catatannya tersimpan. Hubungi admin kantor.")
        raise Declined(403, "revoked", sentence)
    if caller.version < wire.VERSION:
        sentence = _("Versi counter-tui ini terlalu lama untuk mengambil data. Kiriman tetap diterima.")
        raise Declined(426, "upgrade", sentence)


def _unproven(code: str) -> str:
    if code == "clock":
        return _("Waktu permintaan tidak cocok dengan waktu pusat. Dicoba lagi dengan waktu pusat.")
    return _("Permintaan ini tidak terbukti dari perangkat terdaftar. Daftarkan perangkat dengan kode baru.")
