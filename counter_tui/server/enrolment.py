"""Taking a device in by its one-time code; the answer proves that this is the server the code means."""

import hmac

import msgspec
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.language import _
from counter_tui.server import body, succession
from counter_tui.server.central import Central
from counter_tui.server.problem import Declined, answer
from counter_tui.store.central import devices
from counter_tui.store.central.tables import Device, Office
from counter_tui.sync.enrolment_code import proof
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest, Grant
from counter_tui.sync.signing import from_text

REQUEST_BYTES = 16 * 1024
NAME_CHARACTERS = 128
KEY_BYTES = 32


def routes(central: Central) -> APIRouter:
    """Return the route of `/v1/devices`."""
    router = APIRouter()

    @router.post("/v1/devices")
    async def enrol(request: Request) -> Response:
        """Enrol a device by its one-time code."""
        central.limits.of_stranger(request)
        return await run_sync(_enrol, central, request, await body.read(request, REQUEST_BYTES))

    return router


def _enrol(central: Central, request: Request, raw: bytes) -> Response:
    asked = _read(raw)
    if asked.vouched is not None:
        return _vouched(central, request, asked, asked.vouched)
    code = devices.code(central.database, asked.code, asked.office)
    if code is None or not _proven(code.proof_key, asked):
        central.limits.failed(request)
        # One answer for both, so that a guess learns nothing.
        raise Declined(403, "code", _("Kode pendaftaran ini salah. Minta kode baru ke admin pusat."))
    applicant = devices.Applicant(asked.device, asked.key, asked.site, asked.name)
    try:
        device, office = devices.take_in(central.database, code, applicant, central.now(), central.tags)
    except devices.Declined as error:
        raise Declined(403, error.code, _reason(error.code)) from error
    return _answer(central, device, office)


def _vouched(central: Central, request: Request, asked: EnrolRequest, vouched: SignedCertificate) -> Response:
    try:
        return _answer(central, *succession.adopt(central, asked, vouched))
    except Declined:
        central.limits.failed(request)
        raise


def _answer(central: Central, device: Device, office: Office) -> Response:
    grant = msgspec.json.encode(_grant(central, device, office)).decode()
    return answer(EnrolAnswer(grant=grant, signature=central.identity.key.sign(grant.encode())))


def _read(raw: bytes) -> EnrolRequest:
    try:
        asked = msgspec.json.decode(raw, type=EnrolRequest)
        key = from_text(asked.key)
    except (msgspec.DecodeError, ValueError) as error:
        raise body.malformed() from error
    texts = (asked.code, asked.device, asked.office, asked.site, asked.name)
    if len(key) != KEY_BYTES or any(len(text) > NAME_CHARACTERS or not text.isprintable() for text in texts):
        raise body.malformed()
    if not (asked.device and asked.site):
        raise body.malformed()
    return asked


def _proven(key: bytes, asked: EnrolRequest) -> bool:
    expected = proof(key, device=asked.device, public=asked.key, office=asked.office, site=asked.site)
    return hmac.compare_digest(expected.encode(), asked.proof.encode())


def _grant(central: Central, device: Device, office: Office) -> Grant:
    return Grant(
        office=office.office,
        office_code=office.office,
        office_name=office.name,
        site=device.site,
        zone=office.zone,
        device=device.device,
        key=device.public_key,
        tag=device.tag,
        plain=device.plain,
        server=central.identity.id,
        server_epoch=central.identity.epoch,
        server_key=central.identity.key.public,
        authorised=sorted({*device.authorised.split(), *devices.OF_EVERY_DEVICE}),
        certificate=central.certificate,
        slip_signer=central.slip_signer,
        devices=central.journal.certificates(device.office, {device.device}),
        hub_epoch=central.hub.epoch if central.hub is not None else 0,
        vouched=succession.word_for(central, device) if central.hub is not None else None,
        announced=central.succession.told() if central.succession is not None else [],
    )


def _reason(code: str) -> str:
    return {
        "used": _("Kode pendaftaran ini sudah dipakai. Minta kode baru ke admin pusat."),
        "expired": _("Kode pendaftaran ini kedaluwarsa. Minta kode baru ke admin pusat."),
        "full": _("Hub ini sudah memberi semua tandanya. Jadikan perangkat lain hub, atau daftar ke pusat."),
        "known": _("Perangkat ini sudah terdaftar. Pakai pendaftarannya, atau pasang ulang perangkat."),
    }[code]
