"""Requests signed after RFC 9421 in another form than ours (`request_form`): a library judges them."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from counter_tui.sync.request_form import COVERED, TAG
from counter_tui.sync.signing import Request, Unauthentic, public_key

_REQUIRED = {f'"{name}"' for name in COVERED}
"""As a signature's parameters spell them."""


def proven(request: Request, body: bytes, key_of: Callable[[str], str | None]) -> tuple[str, int, str]:
    """Return device, `created` (UTC seconds) and nonce of a request; raises Unauthentic."""
    resolver = _Resolver(key_of)
    try:
        (result,) = _Verifier(resolver).verify(request, max_age=None, expect_tag=TAG, body=body)
    except (InvalidSignature, ValueError) as error:
        raise Unauthentic("unknown_device" if resolver.unknown else "bad_signature") from error
    # Not by the library's `require_components`: that parses all names anew for each request.
    if not result.covered_components.keys() >= _REQUIRED:
        raise Unauthentic("bad_signature")
    return str(result.parameters["keyid"]), int(result.parameters.get("created", 0)), result.nonce or ""


class _Resolver(HTTPSignatureKeyResolver):
    def __init__(self, key_of: Callable[[str], str | None]) -> None:
        self._key_of = key_of
        self.unknown = False

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        public = self._key_of(key_id)
        self.unknown = public is None
        return None if public is None else public_key(public)


class _Verifier(HTTPMessageVerifier):
    """The library's verifier, without its own clock: `verify_request` measures against the server's."""

    def __init__(self, resolver: _Resolver) -> None:
        super().__init__(signature_algorithm=algorithms.ED25519, key_resolver=resolver)

    def validate_created_and_expires(self, sig_input: object, max_age: object = None) -> None:
        """Leave the judgement of times to the caller."""
