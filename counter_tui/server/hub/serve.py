"""Running a hub until SIGTERM or Ctrl-C."""

from counter_tui.config import Home
from counter_tui.server import log, serve
from counter_tui.server.hub import certificate
from counter_tui.server.hub.opening import hub, opened


def run(home: Home, *, host: str, port: int) -> None:
    """Serve a site's terminals over TLS; prints `counter-tui hub listening on https://HOST:PORT`.

    Port 0 takes any free one. Raises Refused when the home or the port cannot be had.
    """
    log.begin()
    with opened(home) as found, serve.listen(host, port) as listener:
        tls = certificate.certificate(home.folder, found.identity.id)
        if host not in serve.ANY_ADDRESS:
            home.change(serves=serve.address(listener, tls))
        serve.serve(hub(found, tls.certificate.read_text("ascii")), listener, tls, role="hub")
