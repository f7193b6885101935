"""Running a centre until SIGTERM or Ctrl-C; long-polls are answered at once, so that it ends at once."""

import asyncio
import gc
import logging
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.server import log, reached
from counter_tui.server.app import build
from counter_tui.server.central import Central
from counter_tui.server.connection import Connection, raise_limit
from counter_tui.server.opening import opened
from counter_tui.server.reached import Noting
from counter_tui.store.central import purging
from counter_tui.store.purger import Purger
from counter_tui.sync import wire

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - to tell them apart, not to listen there
"""What a server may listen on, but no terminal can reach it by."""

QUIET_S = 5
"""A centre has more terminals than connections to keep for those that ask nothing; a hub keeps them."""

GARBAGE = 20_000
"""So many new objects are looked through at once: a page of events makes some thousands, none a cycle."""

LAST_WORD_S = 5
"""How long an answer in hand may still take after the signal."""


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate chain and its private key, both PEM files."""

    certificate: Path
    private_key: Path


def run(home: Home, *, host: str, port: int, database_url: str = "", tls: Tls | None = None) -> None:
    """Serve until told to stop; prints `counter-tui central listening on http://HOST:PORT` when it does.

    Port 0 takes any free one; with `tls` it speaks https. Raises Refused when the home, the database, the
    certificate or the port cannot be had.
    """
    log.begin()
    with opened(home, database_url) as (database, identity), listen(host, port) as listener:
        central = Central(database, reached.recognise(home, database, identity))
        central.workers.append(Noting(home, database, lambda: central.identity))
        central.workers.append(Purger(lambda: _purge(central)))
        if host not in ANY_ADDRESS:
            home.change(central=address(listener, tls))
        serve(central, listener, tls, role="central")


def _purge(central: Central) -> int:
    report, offices = purging.purge(central.database, central.now())
    for office in offices:
        central.took_in(office)
    return report.count


def serve(central: Central, listener: socket.socket, tls: Tls | None, *, role: str) -> None:
    """Answer on a listening socket until SIGTERM or Ctrl-C; says `counter-tui ROLE listening on URL`."""
    raise_limit()
    config = uvicorn.Config(
        build(central),
        http=Connection,
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_WORD_S,
        timeout_keep_alive=wire.QUIET_S if role == "hub" else QUIET_S,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.private_key if tls else None,
    )
    _load(config)
    # What is loaded now stays to the end; looking through it again and again took a tenth of the time.
    gc.freeze()
    gc.set_threshold(GARBAGE)
    said = f"counter-tui {role} listening on {address(listener, tls)}"
    asyncio.run(_Server(config, central, said).serve(sockets=[listener]))


class _Server(uvicorn.Server):
    """Uvicorn, which says where it listens and lets long-polls go when it is told to stop."""

    def __init__(self, config: uvicorn.Config, central: Central, said: str) -> None:
        super().__init__(config)
        self._central = central
        self._said = said

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"{self._said}\n")
        sys.stdout.flush()

    def handle_exit(self, _sig: int, _frame: FrameType | None) -> None:
        # Not uvicorn's own, which raises the signal again at the end: this is how a centre usually ends. A
        # second signal hurries nothing: it ends within seconds anyway, and its threads are to end in order.
        self.should_exit = True
        self._central.watch.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one. Raises Refused."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        sentence = _("Alamat {host}:{port} tidak dapat dipakai: {reason}. Pilih --host atau --port lain.")
        raise Refused(sentence.format(host=host, port=port, reason=_plain(error)), code="port") from error
    # What it accepts inherits it. asyncio sets it only where a socket names its protocol, and without it an
    # answer's body waits 40 ms until its head is acknowledged.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _load(config: uvicorn.Config) -> None:
    try:
        config.load()
    except OSError as error:  # ssl.SSLError is one
        sentence = _(
            "Sertifikat atau kunci TLS tidak terbaca. Pusat belum berjalan. Periksa kedua berkas itu."
        )
        raise Refused(sentence, code="certificate") from error


def _plain(error: OSError) -> str:
    """Return the system's words for an error, without what the socket module adds to them."""
    number = error.errno or 0
    return os.strerror(number) if number > 0 else str(error.strerror).partition(" (")[0]


def address(listener: socket.socket, tls: Tls | None) -> str:
    """Return the URL at which a socket is reached."""
    host, port = listener.getsockname()[:2]
    scheme = "https" if tls else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
