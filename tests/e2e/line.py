"""A line between two of our processes that loses, repeats and delays messages, and is cut and mended.

It relays whole HTTP messages. Where a hub's TLS is spoken it answers with the hub's own certificate: to its
terminals it is the hub, with a bad cable.
"""

import contextlib
import functools
import select
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tests.e2e import http_message


class Cut(StrEnum):
    """What befalls one request."""

    HALF_REQUEST = "half request"
    """Half of its body goes through, then the line breaks."""
    IN_SERVER = "in server"
    """It has gone through, and the answer is not there yet: the moment around the server's commit."""
    LOST_ANSWER = "lost answer"
    """The server has answered, and nobody hears it."""
    LATE_ANSWER = "late answer"
    """The answer is held back for longer than an officer waits for a hub."""
    REPEATED = "repeated"
    """The server gets it twice."""


class State(StrEnum):
    """How a line is."""

    UP = "up"
    CUT = "cut"
    """Connections are refused and broken at once."""
    SILENT = "silent"
    """Nothing goes through, and nobody is told."""


LATE_S = 3.0


class Armed(NamedTuple):
    """A cut that waits for its request: one that begins with `opening`."""

    opening: bytes
    cut: Cut
    then: Callable[[], None]


class Line:
    """Relays to a port of this machine; `address` is where the other side believes its server to be."""

    def __init__(
        self,
        port: int,
        certificate: Path | None = None,
        answered: Callable[[bytes, bytes], None] = lambda _request, _answer: None,
    ) -> None:
        """Relay to a port; `certificate` is the home of the hub that listens there, None for plain HTTP.

        `answered` is told each request with its answer, also one that is lost on the way back.
        """
        self.cuts: Counter[Cut] = Counter()
        self._target = port
        self._state = State.UP
        self._armed: list[Armed] = []
        self._taken: list[Armed] = []
        """Cuts that have their request, at whose moment the server may yet be gone."""
        self._lock = threading.Condition()
        self._open: set[socket.socket] = set()
        self._certificate = certificate
        self._answered = answered
        self._listener = socket.create_server(("127.0.0.1", 0))
        scheme = "https" if certificate else "http"
        self.address = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_next(self, opening: bytes, cut: Cut, then: Callable[[], None] = lambda: None) -> Armed:
        """Let the next request that begins so meet a cut, and call `then` at that moment."""
        armed = Armed(opening, cut, then)
        with self._lock:
            self._armed.append(armed)
        return armed

    def forget(self, armed: Armed) -> None:
        """Let a cut not come that has not come yet."""
        with self._lock:
            for waiting in (self._armed, self._taken):
                waiting[:] = [one for one in waiting if one is not armed]

    def spare(self) -> None:
        """Let no cut come that has not come yet."""
        with self._lock:
            self._armed.clear()
            self._taken.clear()

    def become(self, state: State) -> None:
        """Be up, cut or silent from now on."""
        with self._lock:
            self._state = state
            self._lock.notify_all()
            broken = list(self._open) if state is not State.SILENT else []
        for end in broken:
            _hang_up(end)

    def close(self) -> None:
        """Take the line down."""
        self.become(State.CUT)
        _hang_up(self._listener)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    @functools.cached_property
    def _tls(self) -> tuple[ssl.SSLContext, ssl.SSLContext] | None:
        # A hub that has never run has none yet.
        return _contexts(self._certificate) if self._certificate else None

    def _relay(self, client: socket.socket) -> None:
        with contextlib.ExitStack() as ends, contextlib.suppress(OSError, http_message.HungUp):
            self._keep(ends, client)
            self._pass()
            server = socket.create_connection(("127.0.0.1", self._target))
            self._keep(ends, server)
            if self._tls is not None:
                inner, outer = self._tls
                client = ends.enter_context(inner.wrap_socket(client, server_side=True))
                server = ends.enter_context(outer.wrap_socket(server))
            while True:
                self._exchange(client, server)

    def _keep(self, ends: contextlib.ExitStack, end: socket.socket) -> None:
        ends.callback(end.close)
        # The same connection under a number of its own, to be broken from another thread.
        handle = ends.enter_context(end.dup())
        ends.callback(self._open.discard, handle)
        self._open.add(handle)

    def _exchange(self, client: socket.socket, server: socket.socket) -> None:
        if server in select.select([client, server], [], [])[0]:
            raise http_message.HungUp  # a server ends what nobody uses
        request = http_message.read(client)
        self._pass()
        armed = self._take(request)
        try:
            self._meet(client, server, request, armed)
        finally:
            self._give_back(armed)

    def _meet(
        self, client: socket.socket, server: socket.socket, request: bytes, armed: Armed | None
    ) -> None:
        cut = armed.cut if armed is not None else None
        if armed is not None and cut is Cut.HALF_REQUEST:
            server.sendall(http_message.half(request))
            self._befall(armed)
            raise http_message.HungUp
        server.sendall(request)
        if armed is not None and cut is Cut.IN_SERVER:
            self._befall(armed)
        answer = http_message.read(server)
        self._answered(request, answer)
        if armed is not None and cut is Cut.REPEATED:
            server.sendall(request)
            self._answered(request, http_message.read(server))
            self._befall(armed)
        if armed is not None and cut is Cut.LATE_ANSWER:
            self._befall(armed)
            threading.Event().wait(LATE_S)
        if armed is not None and cut is Cut.LOST_ANSWER:
            self._befall(armed)
            raise http_message.HungUp
        self._pass()
        client.sendall(answer)

    def _befall(self, armed: Armed) -> None:
        with self._lock:
            self.cuts[armed.cut] += 1
            self._taken = [one for one in self._taken if one is not armed]
        armed.then()

    def _pass(self) -> None:
        """Wait while the line is silent; raises HungUp when it is cut."""
        with self._lock:
            self._lock.wait_for(lambda: self._state is not State.SILENT)
            if self._state is State.CUT:
                raise http_message.HungUp

    def _take(self, request: bytes) -> Armed | None:
        with self._lock:
            found = next((one for one in self._armed if request.startswith(one.opening)), None)
            if found is not None:
                self._armed.remove(found)
                self._taken.append(found)
            return found

    def _give_back(self, armed: Armed | None) -> None:
        """Let a cut wait for another request when its own ended before its moment: the server was killed."""
        with self._lock:
            if armed is not None and any(one is armed for one in self._taken):
                self._taken = [one for one in self._taken if one is not armed]
                self._armed.insert(0, armed)


def _contexts(home: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    inner = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inner.load_cert_chain(home / "hub.pem", home / "hub.key")
    outer = ssl.create_default_context(cafile=str(home / "hub.pem"))
    outer.check_hostname = False
    # A later one says something on an idle line, too.
    outer.maximum_version = ssl.TLSVersion.TLSv1_2
    return inner, outer


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
