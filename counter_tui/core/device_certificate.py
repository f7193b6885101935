"""Which key is a device's: a certificate that the centre signs, or a hub for a device that it took in.

By it every reader knows whether a chain's head was signed by the chain's own author, whoever brought it.
"""

from collections.abc import Callable, Collection, Container, Iterable

import msgspec

KIND = "device"
"""Kind of the record by which a hub vouches to the centre for a device; its id is the device's."""
KEPT = "certificate"
"""Kind of the record in which a hub keeps what the centre certified; it never leaves for the centre."""
RELAY = "relay"
"""What a device must be authorised for to push others' chains and to vouch for devices of its office."""
FORWARD = "forward"
"""What one is authorised for that may push others' chains alone: each line below its author's signature."""

_PURPOSE = "counter-tui device 1\n"
Verify = Callable[[str, str, bytes], bool]
"""Public key, signature (both base64url) and message: whether they belong together."""


class DeviceCertificate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device of an office with its public key (base64url); a `relay` vouches for others.

    `revoked` says since when (UTC milliseconds) nothing that it sends is taken any more.
    """

    office: str
    device: str
    key: str
    site: str
    tag: str
    name: str = ""
    plain: bool = False
    relay: bool = False
    revoked: int | None = None


class SignedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate's exact text, the public key of who signed it (base64url) and its signature."""

    text: str
    signer: str
    signature: str


def forwards(authorised: Container[str]) -> bool:
    """Return whether a device authorised for these may push others' chains."""
    return RELAY in authorised or FORWARD in authorised


def write(certificate: DeviceCertificate) -> str:
    """Return the text of a certificate that is to be signed."""
    return msgspec.json.encode(certificate, order="sorted").decode()


def message(text: str) -> bytes:
    """Return the bytes that are signed; they cannot be mistaken for anything else that a key signs."""
    return (_PURPOSE + text).encode()


def read(signed: SignedCertificate, verify: Verify) -> DeviceCertificate | None:
    """Return what a certificate says if its signer signed it; who that is, the caller judges."""
    return said(signed) if verify(signed.signer, signed.signature, message(signed.text)) else None


def said(signed: SignedCertificate) -> DeviceCertificate | None:
    """Return what a certificate says, whoever signed it; None for one that cannot be read."""
    try:
        return msgspec.json.decode(signed.text, type=DeviceCertificate)
    except msgspec.DecodeError:
        return None


def of_data(data: object) -> SignedCertificate | None:
    """Return the certificate of a record's data; None for data that holds none."""
    try:
        return msgspec.convert(data, SignedCertificate)
    except msgspec.ValidationError:
        return None


def believed(
    found: Iterable[SignedCertificate],
    *,
    root: str,
    office: str,
    verify: Verify,
    vouchers: Collection[str] = (),
) -> dict[str, tuple[DeviceCertificate, SignedCertificate]]:
    """Return the certificates of an office's devices that lead to `root`, a public key, by device.

    The root's own word counts first; a relay that it certified may vouch only for devices it does not know,
    and so may the `vouchers`: public keys of hubs that the reader follows.
    """
    read_ones = [(one, read(one, verify)) for one in found]
    sound = [(one, text) for one, text in read_ones if text is not None and text.office == office]
    trusted = {text.device: (text, one) for one, text in sound if one.signer == root}
    relays = {text.key for text, _one in trusted.values() if text.relay and text.revoked is None}
    relays |= set(vouchers)
    vouched = {text.device: (text, one) for one, text in sound if one.signer in relays and not text.relay}
    return vouched | trusted
