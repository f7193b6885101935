"""Running a hub until SIGTERM or Ctrl-C."""

from counter_tui.config import Home
from counter_tui.server import log, serve
from counter_tui.server.hub import certificate, inheritance, network
from counter_tui.server.hub.opening import hub, opened


def run(home: Home, *, host: str, port: int, url: str = "") -> None:
    """Serve a site's terminals over TLS; prints `counter-tui hub listening on https://HOST:PORT`.

    Port 0 takes any free one. `url` is where terminals reach it, where that is not what this machine finds
    among its own addresses. Raises Refused when the home or the port cannot be had.
    """
    log.begin()
    with opened(home) as found, serve.listen(host, port) as listener:
        inheritance.refuse_joined(found)
        tls = certificate.certificate(home.folder, found.identity.id)
        central = hub(found, tls.certificate.read_text("ascii"))
        address = url or network.url(host, listener.getsockname()[1])
        if address:
            home.change(serves=address)
            inheritance.wire(central, found, home, address)
        serve.serve(central, listener, tls, role="hub")
