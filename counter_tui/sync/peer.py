"""The server that a terminal is enrolled at, as the encrypted store keeps it."""

import ipaddress
from urllib.parse import urlsplit

import msgspec

from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.hub_announcement import SignedAnnouncement
from counter_tui.core.refusal import Refused
from counter_tui.language import _

META_KEY = "peer"
"""The name under which the store's meta table keeps it."""


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """A server's address and identity, and this device's own key there (base64url, private).

    `authorised` are the guarded record kinds that the server takes from this device. `certificate` is the
    one TLS certificate (PEM) that a hub may show; empty for a centre, whose authority the system knows.
    `slip_signer` is the centre's public key where the server is a hub that has one behind it. `devices`
    are the certificates of this device; where the server gave any, it must prove whose chains it gives.
    `hub_epoch` is that of a hub, `earlier` the keys of the hubs that led to it, `vouched` its word for this
    device, by which a later hub takes it in, `announced` what it told of the hubs before it, and of itself.
    """

    address: str
    server: str
    server_key: str
    office: str
    device: str
    key: str
    authorised: list[str] = []
    certificate: str = ""
    slip_signer: str = ""
    devices: list[SignedCertificate] | None = None
    hub_epoch: int = 0
    earlier: list[str] = []
    vouched: SignedCertificate | None = None
    announced: list[SignedAnnouncement] = []

    @property
    def is_hub(self) -> bool:
        """Whether the server is a hub of this site, which numbers and calls for this terminal."""
        return bool(self.certificate)

    @property
    def trusted_keys(self) -> frozenset[str]:
        """The public keys by which an announcement of this site's next hub is believed."""
        return frozenset({self.server_key, self.list_signer, *self.earlier})

    @property
    def list_signer(self) -> str:
        """Whose list of slip keys is believed (base64url): the server's, or the centre's behind it."""
        return self.slip_signer or self.server_key

    def dump(self) -> str:
        """Return the peer as the text that the meta table keeps."""
        return msgspec.json.encode(self).decode()


def load(text: str | None) -> Peer | None:
    """Read what `dump` wrote; None for a terminal that is enrolled nowhere."""
    return msgspec.json.decode(text, type=Peer) if text else None


def is_loopback(address: str) -> bool:
    """Return whether an address stays on this machine."""
    host = _host(address)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_near(address: str) -> bool:
    """Return whether an address is this machine's or a private network's, where no proxy is on the way."""
    try:
        return ipaddress.ip_address(_host(address)).is_private
    except ValueError:
        return is_loopback(address)


def checked_address(address: str) -> str:
    """Return the address without a trailing slash; refuses one that would travel unencrypted."""
    scheme, _separator, place = address.partition("://")
    address = f"{scheme.lower()}://{place}"
    if not address.startswith(("http://", "https://")) or not _host(address):
        raise Refused(
            _("Alamat pusat tidak dikenali. Tidak ada yang berubah. Tulis seperti https://pusat.example."),
            code="address",
        )
    if address.startswith("http://") and not is_loopback(address):
        raise Refused(
            _("Alamat pusat tanpa TLS ditolak. Tidak ada yang berubah. Pakai alamat yang diawali https://."),
            code="no_tls",
        )
    return address.rstrip("/")


def _host(address: str) -> str:
    """Return the host of an address; empty for one that has none, an impossible port, or cannot be read."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")  # what a connection does too, outside of all that it may fail with
    except ValueError:
        return ""
    return "" if port == 0 else host
