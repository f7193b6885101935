from collections.abc import Callable

import pytest

from counter_tui.core.chain import SignedHead
from counter_tui.sync.signing import (
    WINDOW_S,
    DeviceKey,
    Nonces,
    Request,
    Unauthentic,
    lower_case,
    sign_request,
    verify_head,
    verify_request,
)

NOW = 1_790_000_000_000
KEY = DeviceKey.generate()
URL = "http://127.0.0.1:8080/v1/events?cursor=7"


def signed(body: bytes = b"events", *, now_ms: int = NOW) -> Request:
    request = Request("POST", URL, {})
    sign_request(request, body, device="d1", key=KEY, now_ms=now_ms)
    return Request(request.method, request.url, lower_case(request.headers))


def refusal(
    request: Request,
    body: bytes = b"events",
    *,
    key_of: Callable[[str], str | None] = {"d1": KEY.public}.get,
    nonces: Nonces | None = None,
) -> str:
    with pytest.raises(Unauthentic) as caught:
        verify_request(request, body, key_of=key_of, nonces=nonces or Nonces(), now_ms=NOW)
    return caught.value.code


def test_a_signed_request_proves_its_device_behind_a_proxy_too() -> None:
    request = signed()
    behind = Request("POST", URL.replace("127.0.0.1:8080", "pusat.example"), request.headers)
    caller = verify_request(
        behind, b"events", key_of={"d1": KEY.public}.get, nonces=Nonces(), now_ms=NOW + 1000
    )
    assert (caller.device, caller.version) == ("d1", 1)


def test_another_body_path_query_or_method_is_refused() -> None:
    request = signed()
    assert refusal(request, b"others") == "bad_signature"
    for changed in (
        Request("PUT", URL, request.headers),
        Request("POST", URL.replace("events", "records"), request.headers),
        Request("POST", URL.replace("7", "8"), request.headers),
    ):
        assert refusal(changed) == "bad_signature"


def test_an_unsigned_request_an_unknown_device_and_a_foreign_key_are_told_apart() -> None:
    assert refusal(Request("POST", URL, {})) == "unsigned"
    assert refusal(signed(), key_of=lambda _device: None) == "unknown_device"
    foreign = DeviceKey.generate().public
    assert refusal(signed(), key_of=lambda _device: foreign) == "bad_signature"


def test_a_request_is_taken_once() -> None:
    request, nonces = signed(), Nonces()
    verify_request(request, b"events", key_of={"d1": KEY.public}.get, nonces=nonces, now_ms=NOW)
    assert refusal(request, nonces=nonces) == "replay"


def test_times_outside_the_window_are_the_clocks_fault() -> None:
    assert refusal(signed(now_ms=NOW - (WINDOW_S + 1) * 1000)) == "clock"
    assert refusal(signed(now_ms=NOW + (WINDOW_S + 1) * 1000)) == "clock"


def test_a_request_without_its_time_is_refused() -> None:
    request = signed()
    without = request.headers["signature-input"].replace(f"created={NOW // 1000};", "")
    assert refusal(Request("POST", URL, request.headers | {"signature-input": without})) == "bad_signature"


def test_a_signed_head_holds_for_exactly_this_head() -> None:
    head = KEY.sign_head(SignedHead(office="JKS", device="d1", epoch=5, seq=9, hash="ab"))
    assert verify_head(KEY.public, head)
    forged = SignedHead(office="JKS", device="d1", epoch=5, seq=10, hash="ab", signature=head.signature)
    assert not verify_head(KEY.public, forged)
    assert not verify_head("not a key", head)


def test_nonces_are_forgotten_once_their_request_would_be_too_old() -> None:
    nonces = Nonces()
    later = NOW + 2 * WINDOW_S * 1000
    assert nonces.fresh("d1", "n", NOW)
    assert not nonces.fresh("d1", "n", later - 1)
    assert nonces.fresh("d1", "n", later)
    assert not nonces.fresh("d1", "n", later + 1)
