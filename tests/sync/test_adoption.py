"""What a stranger on the network says of itself is read within bounds."""

import time
from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from counter_tui.sync.adoption import TOLD_BYTES, announced_at


class Endless(httpx.SyncByteStream):
    """An answer without an end; counts how much of it was read."""

    def __init__(self) -> None:
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.read += 4096
            yield b" " * 4096


def test_what_calls_itself_a_hub_cannot_answer_without_end() -> None:
    body = Endless()
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, stream=body))
    with httpx.Client(transport=transport) as client:
        assert announced_at("https://192.0.2.9:8441", client) is None
    assert body.read <= TOLD_BYTES + 4096


def test_what_calls_itself_a_hub_cannot_drip_its_answer_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = count()
    monkeypatch.setattr(time, "monotonic", lambda: float(next(passed)))
    body = Endless()
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, stream=body))
    with httpx.Client(transport=transport) as client:
        assert announced_at("https://192.0.2.9:8441", client) is None
    assert 0 < body.read < TOLD_BYTES


def test_what_a_hub_tells_is_read() -> None:
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, stream=httpx.ByteStream(b'{"chain":[]}'))
    )
    with httpx.Client(transport=transport) as client:
        assert announced_at("https://192.0.2.9:8441", client) == {"chain": []}
