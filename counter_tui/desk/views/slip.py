"""A pickup slip (resi): printed, and verified; and whose slips are believed here."""

import msgspec


class SlipView(msgspec.Struct, frozen=True):
    """A pickup slip (resi): the QR's text, its bytes on the wire, and which copy; copy 0 is the original."""

    application: str
    ticket: str
    number: str
    text: str
    bytes: int
    copy: int
    promised: str
    job: str
    event: str


class VerifyView(msgspec.Struct, frozen=True):
    """What the offline check of a slip says.

    `reason` is valid, expired, used, void, revoked_key, unknown_key, other_office, forged, damaged or
    not_a_slip; `ready` is ready, not_ready, unknown (here), used or refused, empty where no application is
    proven. `warning` says when this computer's clock is doubted.
    """

    valid: bool
    reason: str
    sentence: str
    application: str
    ready: str
    warning: str = ""


class SlipKeyRow(msgspec.Struct, frozen=True):
    """One key that this computer knows: its first 16 hex digits, whose it is, and how far it is believed.

    `trust` is trusted, revoked (with the moment from which it is, UTC ms) or uncertified.
    """

    key: str
    device: str
    trust: str
    revoked: int | None
    own: bool
