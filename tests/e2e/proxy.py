"""A TCP relay between terminals and their centre that can cut a push in the middle."""

import contextlib
import socket
import threading
from collections.abc import Callable
from enum import Enum, auto


class Cut(Enum):
    """Where the next push is cut."""

    NOWHERE = auto()
    IN_REQUEST = auto()
    """After half of the request has gone through."""
    BEFORE_ANSWER = auto()
    """When the centre has answered and the terminal has not heard it."""


class Proxy:
    """Relays one terminal's line; `cut_next` arms one cut, `on_cut` is called at that moment."""

    def __init__(self, port: int, on_cut: Callable[[], None]) -> None:
        self._target = port
        self._on_cut = on_cut
        self._armed = Cut.NOWHERE
        self._lock = threading.Lock()
        self.cuts: dict[Cut, int] = {Cut.IN_REQUEST: 0, Cut.BEFORE_ANSWER: 0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_next(self, where: Cut) -> None:
        """Cut the next push."""
        with self._lock:
            self._armed = where

    def close(self) -> None:
        """Take no more connections."""
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
                self._requests(client, server, pushing)
                back.join()

    def _requests(self, client: socket.socket, server: socket.socket, pushing: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if b"POST /v1/events" in data:
                    pushing.set()
                    if self._take(Cut.IN_REQUEST):
                        server.sendall(data[: len(data) // 2])
                        break
                server.sendall(data)
        _hang_up(server)

    def _answers(self, server: socket.socket, client: socket.socket, pushing: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if pushing.is_set():
                    pushing.clear()
                    if self._take(Cut.BEFORE_ANSWER):
                        break
                client.sendall(data)
        _hang_up(client)

    def _take(self, where: Cut) -> bool:
        with self._lock:
            if self._armed is not where:
                return False
            self._armed = Cut.NOWHERE
            self.cuts[where] += 1
        self._on_cut()
        return True


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
