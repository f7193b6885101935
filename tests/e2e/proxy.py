"""A TCP relay between a terminal and its centre that can cut a push in the middle."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable
from enum import Enum, auto

PUSH = b"POST /v1/events"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class Cut(Enum):
    """Where a push is cut."""

    IN_REQUEST = auto()
    """After half of its body has gone through."""
    BEFORE_ANSWER = auto()
    """When the centre has answered and the terminal has not heard it."""


class Proxy:
    """Relays one terminal's line; `cut_next` arms one cut, `on_cut` is called at that moment."""

    def __init__(self, port: int, on_cut: Callable[[Cut], None]) -> None:
        self._target = port
        self._on_cut = on_cut
        self._armed: Cut | None = None
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_next(self, where: Cut | None) -> None:
        """Cut the next push there, or nowhere."""
        with self._lock:
            self._armed = where

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with client:
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return  # the centre is down: the terminal sees its connection closed
            with server:
                pushing = threading.Event()
                back = threading.Thread(target=self._answers, args=(server, client, pushing), daemon=True)
                back.start()
                with contextlib.suppress(OSError):
                    self._requests(client, server, pushing)
                _hang_up(server)
                back.join()

    def _requests(self, client: socket.socket, server: socket.socket, pushing: threading.Event) -> None:
        while data := client.recv(65536):
            if data.startswith(PUSH):
                if self._take(Cut.IN_REQUEST):
                    server.sendall(_half(client, data))
                    self._on_cut(Cut.IN_REQUEST)
                    return
                pushing.set()
            server.sendall(data)

    def _answers(self, server: socket.socket, client: socket.socket, pushing: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if pushing.is_set():
                    pushing.clear()
                    if self._take(Cut.BEFORE_ANSWER):
                        self._on_cut(Cut.BEFORE_ANSWER)
                        break
                client.sendall(data)
        _hang_up(client)

    def _take(self, where: Cut) -> bool:
        with self._lock:
            if self._armed is not where:
                return False
            self._armed = None
            return True


def _half(client: socket.socket, request: bytes) -> bytes:
    """Return a request's head and half of its body, reading on until that has come."""
    while not (length := _LENGTH.search(request)) or b"\r\n\r\n" not in request:
        request += client.recv(65536)
    end = request.index(b"\r\n\r\n") + 4 + int(length[1]) // 2
    while len(request) < end:
        request += client.recv(65536)
    return request[:end]


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
