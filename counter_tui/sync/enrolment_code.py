"""The one-time code of an enrolment: a server's key hash, a secret, and where the server is.

`QK7M-4TZX-…@https://pusat.example`: nine groups of four base32 characters (80 bits of the SHA-256 of
the server's public key, 80 bits of secret, 20 bits that catch a typing mistake) and the address. Case,
hyphens and blanks do not matter; 0, 1 and 8 are read as O, I and B.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from counter_tui.sync.signing import key_hash

_PART = 10
_CHARACTERS = 36
_LOOKALIKES = str.maketrans("018", "OIB", "-\u2010\u2011\u2013 \t")
"""What is read as another character, and what is passed over: a code that was copied may bear any hyphen."""


class BadCode(ValueError):
    """A text that is no enrolment code or holds a typing mistake."""


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """`server` is the first 80 bits of the server key's hash, `secret` 80 random bits."""

    server: bytes
    secret: bytes
    address: str

    @property
    def id(self) -> str:
        """What names the code at the server without giving the secret away."""
        return hashlib.sha256(b"counter-tui code id\n" + self.secret).hexdigest()[:16]

    def vouches_for(self, public: str) -> bool:
        """Return whether this public key (base64url) is the one whose hash the code carries."""
        return hmac.compare_digest(key_hash(public)[:_PART], self.server)


def new_code(server_public: str, address: str, random: bytes) -> EnrolmentCode:
    """Return a code for the server with this public key; `random` gives at least 10 bytes."""
    return EnrolmentCode(key_hash(server_public)[:_PART], random[:_PART], address)


def format_code(code: EnrolmentCode) -> str:
    """Return the code as a human reads and types it."""
    text = base64.b32encode(code.server + code.secret).decode() + _check(code)
    return f"{_grouped(text)}@{code.address}"


def parse_code(text: str) -> EnrolmentCode:
    """Read a typed code; raises BadCode when it is none or was mistyped."""
    characters, _, address = text.strip().partition("@")
    characters = characters.upper().translate(_LOOKALIKES)
    if len(characters) != _CHARACTERS or not address:
        raise BadCode("wrong length")
    if not characters.isascii():
        raise BadCode("foreign character")
    try:
        raw = base64.b32decode(characters[:-4])
    except binascii.Error as error:
        raise BadCode("foreign character") from error
    code = EnrolmentCode(raw[:_PART], raw[_PART:], address.strip())
    if not hmac.compare_digest(_check(code), characters[-4:]):
        raise BadCode("mistyped")
    return code


def fingerprint(public: str) -> str:
    """Return 80 bits of a server key's hash as people compare and type them: a code's first four groups."""
    return _grouped(base64.b32encode(key_hash(public)[:_PART]).decode())


def is_fingerprint(text: str, public: str) -> bool:
    """Return whether what was typed is the fingerprint of a server's public key (base64url)."""
    typed = text.upper().translate(_LOOKALIKES)
    return hmac.compare_digest(typed.encode(), fingerprint(public).replace("-", "").encode())


def proof_key(secret: bytes) -> bytes:
    """Return what the server keeps to check a proof; the secret itself need not be kept."""
    return hashlib.sha256(b"counter-tui code key\n" + secret).digest()


def proof(key: bytes, *, device: str, public: str, office: str, site: str) -> str:
    """Return the hex HMAC that shows who asks knows the secret, bound to the device and its key."""
    message = "\n".join(("counter-tui enrol 1", device, public, office, site)).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _grouped(text: str) -> str:
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _check(code: EnrolmentCode) -> str:
    digest = hashlib.sha256(code.server + code.secret + code.address.encode()).digest()
    return base64.b32encode(digest[:5]).decode()[:4]
