"""A pickup slip (resi): printed, and verified."""

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

    `reason` is a short code, `ready` is ready, not_ready or unknown.
    """

    valid: bool
    reason: str
    sentence: str
    application: str
    ready: str
