"""A second reader of slips, written from the RFCs: Base45 (9285), COSE_Sign1 (9052) and CWT (8392).

It shares no code with ours: no `base45`, no `cwt`; only CBOR and Ed25519 themselves are libraries.
"""

from dataclasses import dataclass

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
COSE_SIGN1 = 18
ALGORITHM, EDDSA = 1, -8
ISSUER, EXPIRY, TOKEN_ID = 1, 4, 7


@dataclass(frozen=True)
class Claims:
    """What a signed slip says."""

    issuer: str
    expiry: int
    token_id: bytes


def read(text: str, public: bytes) -> Claims:
    """Return the claims of a QR's text; InvalidSignature where this key did not sign them."""
    mark, encoded = text[:4], text[4:]
    assert mark == "PS1:"
    message = cbor2.loads(decoded(encoded))
    assert message.tag == COSE_SIGN1
    protected, _unprotected, payload, signature = message.value
    assert cbor2.loads(protected) == {ALGORITHM: EDDSA}
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    claims = cbor2.loads(payload)
    return Claims(claims[ISSUER], claims[EXPIRY], claims[TOKEN_ID])


def decoded(text: str) -> bytes:
    """Decode Base45: three characters are two bytes, two at the end are one."""
    found = bytearray()
    for start in range(0, len(text), 3):
        digits = [ALPHABET.index(character) for character in text[start : start + 3]]
        number = sum(digit * 45**place for place, digit in enumerate(digits))
        found += number.to_bytes(len(digits) - 1, "big")
    return bytes(found)
