"""The office's list of slip keys, signed by its centre: by it every device knows whose slips to believe.

It travels by sync as one record, and as a file to a laptop that was never online. Its exact text is what is
signed, so that whoever carries it can change nothing; a newer revision replaces an older one, never the
other way round.
"""

import base64
import hashlib

import msgspec

from counter_tui.core.record import Record, Standing

KIND = "slip_key_list"
"""Kind of the one record per office that carries its centre's list."""

DAY_MS = 86_400_000
SIGNING_DAYS = 365
"""How long a key makes slips before the next one takes over."""
LISTED_DAYS = SIGNING_DAYS + 400 + 60
"""How long a key is listed: its year, its last slip's 400 days, and a margin for clocks and late news."""

_PURPOSE = "counter-tui slip keys 1\n"


class Unbelieved(ValueError):
    """A list that is not believed; `code` is signer, signature, office or malformed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ListedKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One device's public key (hex) as the centre certified it.

    `made` is the device's time, `certified` and `until` (when it drops off the list) the centre's, all in
    UTC milliseconds. From `revoked` on nothing that it signed is believed without a closer look.
    """

    public: str
    device: str
    made: int
    certified: int
    until: int
    revoked: int | None = None

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the public key."""
        return bytes.fromhex(self.public)

    @property
    def name(self) -> str:
        """What people call the key: 16 hexadecimal digits, of which the first two stand in its tokens."""
        return key_name(self.raw)


class KeyList(msgspec.Struct, frozen=True, kw_only=True):
    """All keys whose slips an office may still see; `revision` is the centre's time of the last change."""

    office: str
    revision: int
    keys: tuple[ListedKey, ...] = ()


class SignedKeyList(msgspec.Struct, frozen=True, kw_only=True):
    """A list's exact text, the public key of the centre (base64url) and its signature over the text."""

    text: str
    signer: str
    signature: str


def record_id(signer: str) -> str:
    """Return the id of the record that carries the list of a centre, by its public key (base64url)."""
    return hashlib.sha256(signer.encode()).hexdigest()[:16]


def key_name(public: bytes) -> str:
    """Return what people call a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def write(keys: KeyList) -> str:
    """Return the text of a list that is to be signed."""
    return msgspec.json.encode(keys, order="sorted").decode()


def message(text: str) -> bytes:
    """Return the bytes that the centre signs; they cannot be mistaken for anything else it signs."""
    return (_PURPOSE + text).encode()


def read(signed: SignedKeyList, *, signer: str, office: str) -> KeyList:
    """Return the list if this centre (public key, base64url) signed it for this office; else Unbelieved."""
    if signed.signer != signer:
        raise Unbelieved("signer")
    if not _signed_by(signer, signed.signature, message(signed.text)):
        raise Unbelieved("signature")
    try:
        keys = msgspec.json.decode(signed.text, type=KeyList)
        sound = 0 < keys.revision < 2**63 and all(len(key.raw) == 32 for key in keys.keys)
    except (msgspec.DecodeError, ValueError) as error:
        raise Unbelieved("malformed") from error
    if not sound:
        raise Unbelieved("malformed")
    if keys.office != office:
        raise Unbelieved("office")
    return keys


def of_record(record: Record) -> SignedKeyList:
    """Return what a record of KIND carries; raises Unbelieved for one that was never written by a centre."""
    found = of_data(record.data)
    if record.id != record_id(found.signer) or record.standing is not Standing.LIVE:
        raise Unbelieved("malformed")
    return found


def of_data(data: object) -> SignedKeyList:
    """Return a signed list from a record's data or a file's content; raises Unbelieved for anything else."""
    try:
        return msgspec.convert(data, SignedKeyList)
    except msgspec.ValidationError as error:
        raise Unbelieved("malformed") from error


def believable(record: Record, *, signer: str, office: str) -> bool:
    """Return whether a record of KIND carries this office's list, of the revision that it claims."""
    try:
        return read(of_record(record), signer=signer, office=office).revision == record.rev
    except Unbelieved:
        return False


def as_record(signed: SignedKeyList, revision: int, writer: str) -> Record:
    """Return the record that carries a list of a revision from `writer`, the centre's id."""
    data, id_ = msgspec.to_builtins(signed), record_id(signed.signer)
    return Record(kind=KIND, id=id_, rev=revision, hlc=revision, device=writer, data=data)


def _signed_by(public: str, signature: str, text: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(_bytes(signature), text)
    except (ValueError, InvalidSignature):
        return False
    return True


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
