"""One HTTP/1.1 message read whole from a socket: what a line loses is a message, not some bytes."""

import re
import socket

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_CHUNK = 65536


class HungUp(Exception):
    """The other side closed the connection, between two messages or within one."""


def read(end: socket.socket) -> bytes:
    """Return the next request or answer with its body; raises HungUp, and OSError of a broken line."""
    message = b""
    while b"\r\n\r\n" not in message:
        message += _more(end)
    length = _LENGTH.search(message)
    whole = message.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
    while len(message) < whole:
        message += _more(end)
    return message


def half(message: bytes) -> bytes:
    """Return a message's head and half of its body."""
    head = message.index(b"\r\n\r\n") + 4
    return message[: head + (len(message) - head) // 2]


def _more(end: socket.socket) -> bytes:
    data = end.recv(_CHUNK)
    if not data:
        raise HungUp
    return data
