"""What a device tells when it asks to be taken in, and what its server grants it: `POST /v1/devices`."""

import msgspec

from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.hub_announcement import SignedAnnouncement
from counter_tui.sync.wire import VERSION


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal asks to be taken in: `proof` is HMAC by the code's secret, which never travels.

    `code` is the secret's public id, `key` the device's public key, base64url (see `enrolment_code`). A
    promoted hub needs no code of a terminal that its predecessor `vouched` for; both are empty then.
    """

    code: str
    device: str
    key: str
    office: str
    site: str
    name: str
    proof: str
    version: int = VERSION
    vouched: SignedCertificate | None = None


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What the server grants a terminal.

    `tag` is unique in the office; `plain`: this terminal numbers without it. `authorised`: guarded record
    kinds it may write. `server_key` is base64url; its hash stands in the code. `certificate` is a hub's own
    TLS certificate (PEM), the only one that its terminals accept; a centre's comes from an authority.
    `slip_signer` is the public key of the centre behind a hub, whose slip key list its terminals believe.
    `devices` proves this device's own key; it is None from a server that cannot prove whose chains it gives,
    and from any other nothing unproven need be taken.
    `hub_epoch` is a hub's own, 0 for a centre; `vouched` its word for this device, for a later hub, and
    `announced` what leads to it from the site's hubs before.
    """

    office: str
    office_code: str
    office_name: str
    site: str
    zone: str
    device: str
    key: str
    tag: str
    plain: bool
    server: str
    server_epoch: str
    server_key: str
    authorised: list[str] = []
    certificate: str = ""
    slip_signer: str = ""
    devices: list[SignedCertificate] | None = None
    hub_epoch: int = 0
    vouched: SignedCertificate | None = None
    announced: list[SignedAnnouncement] = []


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The grant's exact JSON text, and the server's base64url signature over its UTF-8 bytes."""

    grant: str
    signature: str
