"""What a stranger on the network says of itself is read within bounds."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import httpx
import pytest

from counter_tui.sync import adoption
from counter_tui.sync.adoption import TOLD_BYTES, announced_at
from tests.patience import GIVE_UP_SECONDS


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


class Dripping:
    """A server on loopback that sends its answer's head a byte at a time, without an end."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.left = threading.Event()
        """Set once whoever asked hung up."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asker, _address = self._listener.accept()
        with asker, suppress(OSError):
            asker.sendall(b"HTTP/1.1 200 OK\r\nx-more: ")
            while not self.left.wait(0.02):
                asker.sendall(b"x")
        self.left.set()

    def close(self) -> None:
        """End."""
        self.left.set()
        self._thread.join()
        self._listener.close()


def test_what_calls_itself_a_hub_cannot_drip_its_answer_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption, "ANSWER_S", 0.2)
    with closing(Dripping()) as stranger:
        assert announced_at(stranger.url) is None
        assert stranger.left.wait(GIVE_UP_SECONDS)


def test_what_a_hub_tells_is_read() -> None:
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, stream=httpx.ByteStream(b'{"chain":[]}'))
    )
    with httpx.Client(transport=transport) as client:
        assert announced_at("https://192.0.2.9:8441", client) == {"chain": []}
