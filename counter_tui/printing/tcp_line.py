"""A network printer's raw port as a line."""

import contextlib
import socket
import time

from counter_tui.printing.condition import Condition
from counter_tui.printing.line import LineTrouble

_CONNECT_SECONDS = 2.0
_FAREWELL_SECONDS = 0.2


class TcpLine:
    """A TCP connection to a printer, usually on port 9100."""

    bytes_per_second = 100_000.0

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect unless connected."""
        if self._socket is not None:
            return
        try:
            self._socket = socket.create_connection(self._address, timeout=_CONNECT_SECONDS)
        except (OSError, UnicodeError) as error:  # the latter for a host that no name can be
            raise LineTrouble(Condition.UNREACHABLE) from error

    def write(self, data: bytes, timeout: float) -> None:
        """Hand all bytes to the network stack, or raise: then some may have gone."""
        connection = self._opened()
        try:
            connection.settimeout(timeout)
            connection.sendall(data)
        except TimeoutError as error:
            self.close()
            raise LineTrouble(Condition.SILENT) from error
        except OSError as error:
            self.close()
            raise LineTrouble(Condition.UNREACHABLE) from error

    def read(self, timeout: float) -> bytes:
        """Return what has arrived, waiting at most so many seconds for the first byte."""
        connection = self._opened()
        try:
            connection.settimeout(max(timeout, 0.001))
            received = connection.recv(64)
        except TimeoutError:
            return b""
        except OSError as error:
            self.close()
            raise LineTrouble(Condition.UNREACHABLE) from error
        if not received:
            self.close()
            raise LineTrouble(Condition.UNREACHABLE)
        return received

    def drain(self, timeout: float) -> bool:
        """Nothing to wait for: the network stack delivers after us and `close` tells the end."""
        del timeout
        return self._socket is not None

    def close(self) -> None:
        """End the connection in order: unread answers would make the stack take sent bytes back."""
        connection, self._socket = self._socket, None
        if connection is None:
            return
        with connection, contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + _FAREWELL_SECONDS
            connection.settimeout(_FAREWELL_SECONDS)
            while connection.recv(64) and time.monotonic() < deadline:
                pass

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise LineTrouble(Condition.UNREACHABLE)
        return self._socket
