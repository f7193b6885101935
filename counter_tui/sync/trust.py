"""What a server must show before a word is said to it."""

import ssl

from counter_tui.sync.peer import Peer


def trusted(peer: Peer) -> ssl.SSLContext | bool:
    """Return what a server must show: a hub its own certificate, whatever name it is reached by."""
    if peer.address.startswith("http:"):
        return False  # plain HTTP stays on this machine (checked_address)
    return context_of(peer.certificate) if peer.certificate else ssl.create_default_context()


def context_of(certificate: str) -> ssl.SSLContext:
    """Return what accepts this one certificate (PEM) and no other."""
    context = ssl.create_default_context(cadata=certificate)
    context.check_hostname = False
    return context
