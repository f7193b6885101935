"""One connection of uvicorn's, with an end to patience: whoever sends no request is not kept.

Uvicorn itself only ends connections that fell silent after an answer.
"""

import asyncio
import sys
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 20.0
"""How long a connection may take for its first head, and for any later one from the first part of it."""
MOST = 8192
"""Connections at once, whatever the system allows: each costs memory."""
OWN_FILES = 128
"""Files that the server needs for itself: its database, its log, its sockets."""


class Connection(H11Protocol):
    """Ends connections that ask nothing, and takes none beyond what the system has files for."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, or close it at once where there are too many."""
        super().connection_made(cast("asyncio.Transport", transport))
        if len(self.connections) > most():
            self.transport.abort()
            return
        self._patience = self.loop.call_later(HEAD_S, self.transport.abort)

    def handle_events(self) -> None:
        """Do what arrived; what was begun must end in time, at each request of the connection."""
        super().handle_events()
        if not self._owes():
            self._be_patient()
        elif self._patience is None:
            self._patience = self.loop.call_later(HEAD_S, self.transport.abort)

    def _owes(self) -> bool:
        """Return whether part of a head is there, or a body goes on that nobody waits for any more."""
        if self.cycle is None:
            return True
        if self.conn.their_state is h11.IDLE:
            return bool(self.conn.trailing_data[0])
        return self.cycle.response_complete and self.conn.their_state is h11.SEND_BODY

    def _be_patient(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def shutdown(self) -> None:
        """End after the answer in hand, at once where there is none.

        A terminal that keeps its connection from one number to the next reads nothing meanwhile: it would
        not answer TLS's farewell, and the server would wait for it.
        """
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
        else:
            super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._be_patient()
        super().connection_lost(exc)


def raise_limit() -> None:
    """Let this process have as many files open as the system lets it."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def most() -> int:
    """Return how many connections are taken at most."""
    if sys.platform == "win32":
        return MOST
    import resource

    return min(MOST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OWN_FILES)
