"""The token in the QR of a pickup slip (*resi*): made once, the same on every copy, checked offline.

`PS1:` and the Base45 of a CWT (RFC 8392) in COSE_Sign1 with Ed25519, with exactly three claims: `iss` the
office's code, `exp`, and `cti` the application's UUID (DESIGN §5). One meaning has one spelling: a token
whose bytes are not the canonical ones is refused before its signature is looked at.
"""

import hashlib
import re
import uuid
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from cwt.cose_key_interface import COSEKeyInterface

PREFIX = "PS1:"
MAX_BYTES = 116
VALID_DAYS = 400
OFFICE = re.compile(r"[A-Za-z0-9]{1,4}")

ALGORITHM_EDDSA = -8
KEY_TYPE_OKP, CURVE_ED25519 = 1, 6

LAYOUT = re.compile(
    rb"\xd2\x84\x43\xa1\x01\x27\xa1\x04\x41(?P<kid>.)"
    rb"\x58(?P<size>.)(?P<payload>\xa3\x01(?P<head>[\x61-\x64])(?P<iss>[A-Za-z0-9]{1,4})"
    rb"\x04\x1a(?P<exp>[^\0].{3})\x07\x50(?P<cti>.{16}))"
    rb"\x58\x40.{64}",
    re.DOTALL,
)
"""COSE_Sign1: protected {alg: EdDSA}, unprotected {kid}, payload {iss, exp, cti}, 64 bytes signature."""


class Reason(StrEnum):
    """What a check of a slip's text found; only `valid` is a slip that may be used."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED_KEY = "revoked_key"
    UNKNOWN_KEY = "unknown_key"
    OTHER_OFFICE = "other_office"
    FORGED = "forged"
    DAMAGED = "damaged"
    NOT_A_SLIP = "not_a_slip"


class Verdict(msgspec.Struct, frozen=True):
    """The finding, and what the token says where it could be read; `expires` is Unix seconds.

    What it says is proven only where `key` is given: the public key whose signature it bears.
    """

    reason: Reason
    application: str | None = None
    office: str | None = None
    expires: int | None = None
    kid: str | None = None
    key: bytes | None = None

    @property
    def valid(self) -> bool:
        """Whether the slip is genuine and in date."""
        return self.reason is Reason.VALID


def key_id(public: bytes) -> bytes:
    """Return the one byte that names a public key in a token: the first of its SHA-256."""
    return hashlib.sha256(public).digest()[:1]


def expiry(issued_ms: int) -> int:
    """Return `exp` in Unix seconds for a slip issued at a moment in UTC milliseconds: 400 days later."""
    return issued_ms // 1000 + VALID_DAYS * 86_400


def make_token(application: str, office: str, expires: int, secret: bytes) -> str:
    """Return the QR's text for an application's UUID, signed with a 32-byte Ed25519 secret key.

    The same arguments give the same text. ValueError for an office code over 4 letters and digits, for
    what is no UUID, and for a token over 116 bytes, which would not fit QR version 9 at ECC Q.
    """
    from base45 import b45encode
    from cbor2 import dumps
    from cwt import COSE

    if not OFFICE.fullmatch(office):
        raise ValueError("an office code has 1 to 4 letters and digits")
    claims = {1: office, 4: expires, 7: uuid.UUID(application).bytes}
    signed = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True).encode(dumps(claims), _signer(secret))
    if len(signed) > MAX_BYTES or not _read(signed):
        raise ValueError("the token does not fit a slip")
    encoded: bytes = b45encode(signed)
    return PREFIX + encoded.decode("ascii")


def verify_token(text: str, office: str, keys: Sequence[bytes], now_s: int) -> Verdict:
    """Check what was scanned or typed, against the office's public keys (32 bytes each).

    Letters count in either case; nothing else is mended: a scanner that drops or doubles a space must
    be set right, not believed. Whether a key is revoked is not its question. Never raises.
    """
    spelled = text.strip("\r\n")
    if not spelled.isascii() or not spelled.upper().startswith(PREFIX):
        return Verdict(Reason.NOT_A_SLIP)
    signed = _unwrap(spelled.upper()[len(PREFIX) :])
    found = _read(signed) if signed is not None else None
    if signed is None or found is None:
        return Verdict(Reason.DAMAGED)
    expires = int.from_bytes(found["exp"], "big")
    reason, key = _judge(signed, found, office, keys)
    if reason is Reason.VALID and expires <= now_s:
        reason = Reason.EXPIRED
    return Verdict(
        reason,
        str(uuid.UUID(bytes=found["cti"])),
        found["iss"].decode("ascii"),
        expires,
        found["kid"].hex(),
        key,
    )


def _judge(
    signed: bytes, found: re.Match[bytes], office: str, keys: Sequence[bytes]
) -> tuple[Reason, bytes | None]:
    if found["iss"].decode("ascii") != office:
        return Reason.OTHER_OFFICE, None
    named = [key for key in keys if key_id(key) == found["kid"]]
    if not named:
        return Reason.UNKNOWN_KEY, None
    signer = next((key for key in named if _signed_by(signed, key)), None)
    return (Reason.FORGED if signer is None else Reason.VALID), signer


def _unwrap(text: str) -> bytes | None:
    from base45 import b45decode, b45encode

    try:
        signed: bytes = b45decode(text.encode("ascii"))
    except ValueError:
        return None
    return signed if len(signed) <= MAX_BYTES and b45encode(signed) == text.encode("ascii") else None


def _read(signed: bytes) -> re.Match[bytes] | None:
    found = LAYOUT.fullmatch(signed)
    if (
        found is None
        or found["size"][0] != len(found["payload"])
        or found["head"][0] != 0x60 + len(found["iss"])
    ):
        return None
    return found


def _signer(secret: bytes) -> "COSEKeyInterface":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    return _cose_key(public, {-4: secret})


def _cose_key(public: bytes, secret: dict[int, bytes]) -> "COSEKeyInterface":
    from cwt import COSEKey

    parameters = {1: KEY_TYPE_OKP, 2: key_id(public), 3: ALGORITHM_EDDSA, -1: CURVE_ED25519, -2: public}
    return COSEKey.new({**parameters, **secret})


def _signed_by(signed: bytes, public: bytes) -> bool:
    from cwt import COSE
    from cwt.exceptions import CWTError

    try:
        COSE.new().decode(signed, _cose_key(public, {}))
    except (CWTError, ValueError):
        return False
    return True
