"""Running a hub until SIGTERM or Ctrl-C."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.server import log, serve
from counter_tui.server.central import Central
from counter_tui.server.hub import certificate, inheritance, network, succeeding
from counter_tui.server.hub.opening import Opened, hub, opened
from counter_tui.server.serve import Tls
from counter_tui.sync.peer import checked_address

LOCK = "hub.running"


def run(
    home: Home, *, host: str, port: int, url: str = "", decided_by: str = "", key: bytes | None = None
) -> None:
    """Serve a site's terminals over TLS; prints `counter-tui hub listening on https://HOST:PORT`.

    Port 0 takes any free one. `url` is where terminals reach it, where that is not what this machine finds
    among its own addresses. With `decided_by`, an officer's id, it first takes the place of the hub whose
    terminal it is. `key` opens the store; without it its guard does. Raises Refused when `url` is none, the
    home or the port cannot be had, a hub runs here already, or that other hub does not move.
    """
    given = checked_address(url) if url else ""
    log.begin()
    with alone(home) as left, serve.listen(host, port) as listener:
        port = listener.getsockname()[1]

        def now() -> str:
            return given or network.url(host, port)

        # A computer that is switched on before its network serves where it did the last time.
        address = now() or home.settings().serves
        with prepared(home, address, decided_by, key, now=now, left=left) as (central, tls):
            serve.serve(central, listener, tls, role="hub")


@contextmanager
def prepared(
    home: Home,
    address: str,
    decided_by: str = "",
    key: bytes | None = None,
    *,
    now: Callable[[], str] | None = None,
    left: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Central, Tls]]:
    """Open a home as the hub that terminals reach at an address, all its parts wired but not begun yet.

    `now` tells at which address they reach it later on, empty without a network; `left` is called when it
    is a terminal again.
    """

    def succeed(found: Opened) -> None:
        centre = succeeding.succeed(found, address, _tls(home, found)[1], decided_by)
        home.change(central=centre)

    with opened(home, succeed if decided_by else None, key=key) as found:
        tls, shown = _tls(home, found)
        central = hub(found, shown)
        if address:
            home.change(serves=address)
        inheritance.wire(central, found, home, address, planned=bool(decided_by), now=now, left=left)
        yield central, tls


@contextmanager
def alone(home: Home) -> Iterator[Callable[[], None]]:
    """Let one process at a time run this home's hub; lends what lets the next one in.

    One that is a terminal again only tells where the hub is: the home may become the hub anew beside it.
    """
    if not home.exists:
        yield lambda: None  # it is refused when it is opened
        return
    lock = FileLock(home.folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        sentence = _("Hub sudah berjalan di komputer ini. Tidak ada yang berubah.")
        raise Refused(sentence, code="runs") from error
    try:
        yield lock.release
    finally:
        lock.release()


def _tls(home: Home, found: Opened) -> tuple[Tls, str]:
    """Return this home's certificate, and what of it terminals are shown."""
    tls = certificate.certificate(home.folder, found.identity.id)
    return tls, tls.certificate.read_text("ascii")
