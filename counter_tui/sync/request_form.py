"""The one form in which this program signs its requests (RFC 9421), written and read without a parser.

A general parser of structured fields takes three times as long as all of this, at both ends of every request.
What `read` does not know word for word, `foreign_form` judges by one.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from counter_tui.sync import wire

TAG = "counter-tui"
LABEL = "pyhms"
COVERED = ("@method", "@path", "@query", wire.PROTOCOL)
"""What is signed, beside the digest of the body."""

_NAMES = tuple(f'"{name}"' for name in (*COVERED, "content-digest"))
_COMPONENTS = " ".join(_NAMES)
_PLAIN = r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]"
_URL = re.compile(rf"[a-z]+://[^/?#\s]+(/{_PLAIN}*)?(?:\?((?:{_PLAIN}|\?)*))?")
_TEXT = r'"([ !#-\[\]-~]*)"'
_INPUT = re.compile(
    rf"{LABEL}=(\({re.escape(_COMPONENTS)}\);created=(0|[1-9][0-9]{{0,14}});keyid={_TEXT}"
    rf';alg="ed25519";nonce={_TEXT};tag="{TAG}")'
)
_SIGNATURE = re.compile(rf"{LABEL}=:([A-Za-z0-9+/]+=*):")
_VERSION = re.compile(r"[0-9]+")


class Signed(NamedTuple):
    """A signature in this form: whose it says it is, made when (UTC seconds), over which bytes."""

    device: str
    created: int
    nonce: str
    signature: bytes
    base: bytes


class Unsigned(NamedTuple):
    """The headers that are signed and say by whom, and the bytes over which the signature goes."""

    headers: dict[str, str]
    parameters: str
    base: bytes

    def signed(self, signature: bytes) -> dict[str, str]:
        """Return all headers of the signed request."""
        return self.headers | {
            "Signature-Input": f"{LABEL}={self.parameters}",
            "Signature": f"{LABEL}=:{base64.b64encode(signature).decode()}:",
        }


def prepare(method: str, url: str, body: bytes, *, device: str, created: int, nonce: str) -> Unsigned:
    """Return what is to be signed of a request; raises ValueError for what is no absolute URL."""
    version, digest = str(wire.VERSION), _digest(body)
    parameters = (
        f'({_COMPONENTS});created={created};keyid="{device}";alg="ed25519";nonce="{nonce}";tag="{TAG}"'
    )
    base = _base(method, url, version, digest, parameters)
    if base is None:
        raise ValueError("not an absolute URL")
    return Unsigned({wire.PROTOCOL: version, "Content-Digest": digest}, parameters, base)


def read(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Signed | None:
    """Return the signature of a request with this body, yet to be verified; None where it has another form.

    `headers` have lower-case names.
    """
    told = _INPUT.fullmatch(headers.get("signature-input", ""))
    signature = _SIGNATURE.fullmatch(headers.get("signature", ""))
    version, digest = headers.get(wire.PROTOCOL, ""), _digest(body)
    if not (told and signature and _VERSION.fullmatch(version) and headers.get("content-digest") == digest):
        return None
    base = _base(method, url, version, digest, told[1])
    try:
        raw = base64.b64decode(signature[1], validate=True)
    except binascii.Error:
        return None
    return Signed(told[3], int(told[2]), told[4], raw, base) if base is not None else None


def _digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _base(method: str, url: str, version: str, digest: str, parameters: str) -> bytes | None:
    parts = _URL.fullmatch(url)
    if parts is None:
        return None
    path, query = parts[1] or "/", f"?{parts[2] or ''}"
    names = (*_NAMES, '"@signature-params"')
    values = (method, path, query, version, digest, parameters)
    return "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True)).encode()
