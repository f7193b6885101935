"""The terminal's side of an enrolment: it proves the code without sending it, and checks the server by it."""

from dataclasses import dataclass

import httpx
import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _, current
from counter_tui.sync import wire
from counter_tui.sync.enrolment_code import BadCode, EnrolmentCode, parse_code, proof, proof_key
from counter_tui.sync.grant import EnrolAnswer, EnrolRequest, Grant
from counter_tui.sync.peer import Peer, checked_address, is_near
from counter_tui.sync.signing import DeviceKey, to_text, verify

ANSWER_S = 20.0
_OK = 200


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who asks to be taken in; `name` is what the office calls this device."""

    office: str
    site: str
    device: str
    name: str


def enrol(
    code_text: str,
    newcomer: Newcomer,
    *,
    address: str = "",
    key: DeviceKey | None = None,
    client: httpx.Client | None = None,
) -> tuple[Peer, Grant]:
    """Enrol this device and return its server and what that grants; `address` overrides the code's.

    With the same `key` a lost answer can be asked for again. Raises Refused for a mistyped or used code,
    an address without TLS, a server that cannot be reached or is not the one the code means.
    """
    code = read_code(code_text)
    at = checked_address(address or code.address)
    key = key or DeviceKey.generate()
    answer = _ask(at, _request(code, newcomer, key), client)
    grant = _grant(answer, code, newcomer, key)
    return peer_of(grant, at, key), grant


def peer_of(grant: Grant, address: str, key: DeviceKey) -> Peer:
    """Return the server that granted an enrolment, and this device's key there, as they are kept."""
    return Peer(
        address=address,
        server=grant.server,
        server_key=grant.server_key,
        office=grant.office,
        device=grant.device,
        key=to_text(key.private),
        authorised=grant.authorised,
        certificate=grant.certificate,
        slip_signer=grant.slip_signer,
        devices=grant.devices,
        hub_epoch=grant.hub_epoch,
        vouched=grant.vouched,
        announced=grant.announced,
    )


def read_code(text: str) -> EnrolmentCode:
    """Read a typed code; raises Refused with what to do when it is none."""
    try:
        return parse_code(text)
    except BadCode as error:
        raise Refused(
            _("Kode pendaftaran salah ketik. Belum ada yang berubah. Periksa lagi setiap kelompok hurufnya."),
            code="bad_code",
        ) from error


def _request(code: EnrolmentCode, newcomer: Newcomer, key: DeviceKey) -> EnrolRequest:
    proven = proof(
        proof_key(code.secret),
        device=newcomer.device,
        public=key.public,
        office=newcomer.office,
        site=newcomer.site,
    )
    return EnrolRequest(
        code=code.id,
        device=newcomer.device,
        key=key.public,
        office=newcomer.office,
        site=newcomer.site,
        name=newcomer.name,
        proof=proven,
    )


def _ask(address: str, request: EnrolRequest, client: httpx.Client | None) -> bytes:
    # Nothing secret travels here, and the answer is signed by the key whose hash stands in the code: a hub,
    # whose certificate no authority knows, hands it over in that answer.
    opened = client or httpx.Client(trust_env=not is_near(address), timeout=ANSWER_S, verify=False)  # noqa: S501
    try:
        answer = opened.post(
            f"{address}/v1/devices",
            content=msgspec.json.encode(request),
            headers={"content-type": wire.JSON, "accept-language": current()},
        )
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Refused(
            _("Pusat tidak terjangkau. Belum ada yang berubah. Periksa jaringan dan alamatnya, lalu ulangi."),
            code="unreachable",
        ) from error
    finally:
        if client is None:
            opened.close()
    if answer.status_code != _OK:
        raise _refusal(answer)
    return answer.content


def _refusal(answer: httpx.Response) -> Refused:
    try:
        problem = msgspec.json.decode(answer.content, type=wire.Problem)
    except msgspec.DecodeError:
        return _stranger()
    told = problem.sentence or _("Pusat menolak pendaftaran. Belum ada yang berubah. Minta kode baru.")
    return Refused(told, code=problem.code)


def _grant(raw: bytes, code: EnrolmentCode, newcomer: Newcomer, key: DeviceKey) -> Grant:
    try:
        answer = msgspec.json.decode(raw, type=EnrolAnswer)
        grant = msgspec.json.decode(answer.grant, type=Grant)
    except msgspec.DecodeError as error:
        raise _stranger() from error
    asked = (newcomer.office, newcomer.device, key.public)
    genuine = code.vouches_for(grant.server_key) and verify(
        grant.server_key, answer.signature, answer.grant.encode()
    )
    if not genuine or (grant.office, grant.device, grant.key) != asked:
        raise _stranger()
    return grant


def _stranger() -> Refused:
    return Refused(
        _("Yang menjawab bukan pusat dari kode ini. Belum ada yang berubah. Periksa alamat dan kodenya."),
        code="stranger",
    )
