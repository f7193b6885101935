"""CWTs and COSE messages of others: vaccination passes, tickets, tokens of other systems."""

import hashlib
import hmac
from collections.abc import Callable
from random import Random

from cbor2 import CBORTag, dumps
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cwt import COSE, COSEAlgs, COSEKey

_EC_KEY = ec.derive_private_key(20240914, ec.SECP256R1())


def _payload(random: Random) -> bytes:
    return dumps({1: "PLBG", 4: random.getrandbits(31), 7: random.randbytes(16)})


def _es256(random: Random) -> bytes:
    protected, payload = dumps({1: -7}), _payload(random)
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    der = _EC_KEY.sign(dumps(["Signature1", protected, b"", payload]), algorithm)
    signature = b"".join(half.to_bytes(32, "big") for half in decode_dss_signature(der))
    return dumps(CBORTag(18, [protected, {4: random.randbytes(1)}, payload, signature]))


def _health_pass(random: Random) -> bytes:
    protected = dumps({1: -7, 4: random.randbytes(8)})
    claims = {1: "ID", 4: random.getrandbits(31), 6: random.getrandbits(31), -260: {1: {"ver": "1.3.0"}}}
    return dumps(CBORTag(18, [protected, {}, dumps(claims), random.randbytes(64)]))


def _hmac(random: Random) -> bytes:
    protected, payload = dumps({1: 5}), _payload(random)
    message = dumps(["MAC0", protected, b"", payload])
    mac = hmac.digest(random.randbytes(32), message, hashlib.sha256)
    return dumps(CBORTag(61, CBORTag(17, [protected, {}, payload, mac])))


def _encrypted(random: Random) -> bytes:
    protected, nonce = dumps({1: 1}), random.randbytes(12)
    box = AESGCM(random.randbytes(16)).encrypt(nonce, _payload(random), dumps(["Encrypt0", protected, b""]))
    return dumps(CBORTag(16, [protected, {5: nonce}, box]))


def _many_signers(random: Random) -> bytes:
    protected, payload = dumps({1: -8}), _payload(random)
    key = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    signature = key.sign(dumps(["Signature", b"", protected, b"", payload]))
    return dumps(CBORTag(98, [b"", {}, payload, [[protected, {4: random.randbytes(1)}, signature]]]))


def _by_cwt(random: Random) -> bytes:
    key = COSEKey.new({1: 4, 2: random.randbytes(1), 3: COSEAlgs.HS256, -1: random.randbytes(32)})
    message: bytes = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True).encode(_payload(random), key)
    return message


def _other_claims(random: Random) -> bytes:
    protected = dumps({1: -8})
    payload = dumps({1: "PLBG", 2: "someone", 3: "somewhere", 6: random.getrandbits(31)})
    key = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    signature = key.sign(dumps(["Signature1", protected, b"", payload]))
    return dumps(CBORTag(18, [protected, {4: random.randbytes(1)}, payload, signature]))


def _plain_cbor(random: Random) -> bytes:
    return dumps({"PLBG": random.getrandbits(60), "list": [1, 2.5, None, random.randbytes(9)]})


FOREIGN: tuple[Callable[[Random], bytes], ...] = (
    _es256,
    _health_pass,
    _hmac,
    _encrypted,
    _many_signers,
    _by_cwt,
    _other_claims,
    _plain_cbor,
)
"""Each gives the bytes of one message."""
