"""Ports of this machine that nobody else is given while their server is down."""

import socket


def keep() -> socket.socket:
    """Return a socket that holds a free port of loopback until it is closed, and listens on nothing.

    Meanwhile a server may listen there, end and come back, as every server that lets addresses be reused;
    whoever asks while it is down is refused. A port that is only remembered may be another test's by then.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def number(held: socket.socket) -> int:
    """Return which port a socket holds."""
    port: int = held.getsockname()[1]
    return port
