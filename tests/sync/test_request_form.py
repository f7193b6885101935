import datetime
from collections.abc import Sequence

import pytest
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

from counter_tui.sync import foreign_form, request_form, signing, wire
from counter_tui.sync.signing import DeviceKey, Nonces, Request, Unauthentic, lower_case, verify_request

NOW = 1_790_000_000
NONCE = "bm9uY2Utb2YtMTI"
KEY = DeviceKey(bytes(range(32)))
URL = "https://127.0.0.1:8441/v1/events?cursor=7&mine=5%2B"
KEYS = {"d1": KEY.public}.get


def signed_by_library(
    covered: Sequence[str] = request_form.COVERED,
    url: str = URL,
    body: bytes = b"events",
    label: str = "pyhms",
) -> Request:
    request = Request("POST", url, {wire.PROTOCOL: str(wire.VERSION)})
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={"d1": KEY._key}),
    )
    signer.sign(
        request,
        key_id="d1",
        created=datetime.datetime.fromtimestamp(NOW, tz=datetime.UTC),
        nonce=NONCE,
        label=label,
        tag=request_form.TAG,
        covered_component_ids=covered,
        body=body,
    )
    return Request(request.method, request.url, lower_case(request.headers))


def verdict(request: Request, body: bytes = b"events") -> str:
    try:
        return verify_request(request, body, key_of=KEYS, nonces=Nonces(), now_ms=NOW * 1000).device
    except Unauthentic as refused:
        return refused.code


@pytest.mark.parametrize(
    "url",
    [URL, "http://[::1]:80", "https://pusat.example/v1/head?", "https://pusat.example/~a/b.c?d=e/f?g;h=%20*"],
)
@pytest.mark.parametrize("body", [b"", b"events"])
def test_a_request_is_signed_to_the_letter_as_the_standards_library_signs_it(
    url: str, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _size: NONCE)
    request = Request("POST", url, {})
    signing.sign_request(request, body, device="d1", key=KEY, now_ms=NOW * 1000 + 999)
    assert lower_case(request.headers) == signed_by_library(url=url, body=body).headers


def test_our_own_form_is_read_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(foreign_form, "proven")
    assert verdict(signed_by_library()) == "d1"


@pytest.mark.parametrize(
    "request_", [signed_by_library(request_form.COVERED[::-1]), signed_by_library(label="other")]
)
def test_another_form_of_the_standard_is_taken_too(request_: Request) -> None:
    assert request_form.read(request_.method, request_.url, request_.headers, b"events") is None
    assert verdict(request_) == "d1"


@pytest.mark.parametrize("left_out", request_form.COVERED)
def test_a_signature_that_leaves_out_what_must_be_signed_is_refused(left_out: str) -> None:
    others = [name for name in request_form.COVERED if name != left_out]
    assert verdict(signed_by_library(others)) == "bad_signature"


@pytest.mark.parametrize("name", ["signature-input", "signature", "content-digest", wire.PROTOCOL])
def test_no_changed_character_of_a_signed_header_is_taken(name: str) -> None:
    sound = signed_by_library()
    value = sound.headers[name]
    for place in range(len(value)):
        for other in ("", "0", '"', "=" + value[place]):
            changed = value[:place] + other + value[place + 1 :]
            # What fills up the end of base64 says nothing.
            if changed.replace("=", "") != value.replace("=", ""):
                bad = Request(sound.method, sound.url, sound.headers | {name: changed})
                assert verdict(bad) in ("bad_signature", "unknown_device"), (place, other)


def test_what_is_no_url_cannot_be_signed() -> None:
    for url in ("", "/v1/head", "https://pusat.example/v1 head", "https://pusat.example/v1/h#d"):
        with pytest.raises(ValueError, match="URL"):
            signing.sign_request(Request("GET", url, {}), b"", device="d1", key=KEY, now_ms=0)
