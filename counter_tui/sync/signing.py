"""Device keys (Ed25519), signed heads, and HTTP requests signed after RFC 9421.

A request is signed over method, path, query, Content-Digest and the protocol header, with `created` in
the *server's* time and a nonce. Host and scheme stay out, so that a reverse proxy may stand in front.
"""

import base64
import binascii
import hashlib
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature as BadSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_tui.core.chain import SignedHead, head_message
from counter_tui.sync import request_form, wire

WINDOW_S = 300
"""How far a request's `created` may be from the server's clock; nonces are remembered twice as long."""
NONCE_CHARACTERS = 64
VERSION_DIGITS = 9
KEYS = 512
"""So many keys are kept loaded: loading one takes as long as signing with it."""


class Unauthentic(Exception):
    """A request whose author is not proven; `code` is one of the 401 codes of `wire.Problem`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A device's or server's Ed25519 key pair; `private` is its 32 raw bytes, kept in the encrypted store."""

    private: bytes

    @classmethod
    def generate(cls) -> "DeviceKey":
        """Return a new key pair from the system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> str:
        """The public key in base64url, as the wire carries it."""
        return to_text(self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return _private_key(self.private)

    def sign(self, message: bytes) -> str:
        """Return the base64url signature of a message."""
        return to_text(self._key.sign(message))

    def sign_head(self, head: SignedHead) -> SignedHead:
        """Return the head with this device's signature."""
        return SignedHead(
            office=head.office,
            device=head.device,
            epoch=head.epoch,
            seq=head.seq,
            hash=head.hash,
            signature=self.sign(head_message(head)),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """The parts of an HTTP request that are signed; `url` is absolute, `headers` are added to by signing."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who signed a request, proven: the device's id, its protocol version, the request's nonce and when, by
    the server's clock (UTC seconds), it was signed.
    """

    device: str
    version: int
    nonce: str
    created: int


class Nonces:
    """The nonces seen within the window, so that a recorded request is not taken twice."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._order: deque[tuple[int, tuple[str, str]]] = deque()

    def fresh(self, device: str, nonce: str, now_ms: int) -> bool:
        """Remember a nonce; False when it was seen before."""
        while self._order and self._order[0][0] <= now_ms - 2 * WINDOW_S * 1000:
            self._seen.discard(self._order.popleft()[1])
        if (device, nonce) in self._seen:
            return False
        self._seen.add((device, nonce))
        self._order.append((now_ms, (device, nonce)))
        return True


def to_text(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Read base64url without padding; raises ValueError for anything else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def key_hash(public: str) -> bytes:
    """Return the SHA-256 of a public key in base64url."""
    return hashlib.sha256(from_text(public)).digest()


@lru_cache(maxsize=KEYS)
def _private_key(raw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(raw)


@lru_cache(maxsize=KEYS)
def public_key(text: str) -> Ed25519PublicKey:
    """Return a public key in base64url, loaded; raises ValueError for what is none."""
    return Ed25519PublicKey.from_public_bytes(from_text(text))


def verify(public: str, signature: str, message: bytes) -> bool:
    """Return whether `signature` is that of `message` by the key `public`; all three may be foreign."""
    try:
        public_key(public).verify(from_text(signature), message)
    except (ValueError, BadSignature):
        return False
    return True


def verify_head(public: str, head: SignedHead) -> bool:
    """Return whether the device with the key `public` signed this head."""
    return verify(public, head.signature, head_message(head))


def sign_request(request: Request, body: bytes, *, device: str, key: DeviceKey, now_ms: int) -> None:
    """Add digest, protocol version and signature to the request's headers; `now_ms` is the server's time."""
    unsigned = request_form.prepare(
        request.method,
        request.url,
        body,
        device=device,
        created=now_ms // 1000,
        nonce=secrets.token_urlsafe(12),
    )
    request.headers.update(unsigned.signed(key._key.sign(unsigned.base)))


def verify_request(
    request: Request, body: bytes, *, key_of: Callable[[str], str | None], nonces: Nonces, now_ms: int
) -> Caller:
    """Return who sent this request, or raise Unauthentic with the code for a 401.

    `request.headers` has lower-case names, `key_of` gives a device's public key (base64url; also of a
    revoked one, what that may do is the caller's rule). Checked: signature, digest of `body`, `created`
    within WINDOW_S of `now_ms`, nonce not seen before.
    """
    if "signature-input" not in request.headers:
        raise Unauthentic("unsigned")
    signed = request_form.read(request.method, request.url, request.headers, body)
    device, created, nonce = _proven(signed, key_of) if signed else _otherwise_proven(request, body, key_of)
    if abs(created * 1000 - now_ms) > WINDOW_S * 1000:
        raise Unauthentic("clock")
    if not 0 < len(nonce) <= NONCE_CHARACTERS or not nonces.fresh(device, nonce, now_ms):
        raise Unauthentic("replay")
    version = request.headers[wire.PROTOCOL]
    spoken = int(version) if version.isdecimal() and len(version) <= VERSION_DIGITS else 0
    return Caller(device=device, version=spoken, nonce=nonce, created=created)


def _proven(signed: request_form.Signed, key_of: Callable[[str], str | None]) -> tuple[str, int, str]:
    public = key_of(signed.device)
    if public is None:
        raise Unauthentic("unknown_device")
    try:
        public_key(public).verify(signed.signature, signed.base)
    except (ValueError, BadSignature) as error:
        raise Unauthentic("bad_signature") from error
    return signed.device, signed.created, signed.nonce


def _otherwise_proven(
    request: Request, body: bytes, key_of: Callable[[str], str | None]
) -> tuple[str, int, str]:
    # Its parser is heavy, and none of our own requests needs it.
    from counter_tui.sync.foreign_form import proven

    return proven(request, body, key_of)


def lower_case(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers as `verify_request` expects them."""
    return {name.lower(): value for name, value in headers.items()}
