"""Identifiers, made from time and randomness that the caller passes in."""

import base64
import uuid

BOOKINGS = uuid.UUID("b7d6f2c4-5f0e-5a57-9a3e-6f1f0c5a7d11")
"""The namespace in which a booking code becomes an application's id."""


def uuid7(now_ms: int, random: bytes) -> str:
    """Return a UUIDv7 (RFC 9562), so that ids made later sort later.

    `now_ms` is UTC milliseconds, of which 48 bits are used; `random` holds at least 10 bytes.
    """
    high = int.from_bytes(random[:2], "big") & 0xFFF
    low = int.from_bytes(random[2:10], "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (now_ms & 0xFFFF_FFFF_FFFF) << 80 | 0x7000 << 64 | high << 64 | 0x8 << 60 | low
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def short_id(random: bytes) -> str:
    """Return 12 lower-case Base32 characters from at least 8 random bytes, for officers and devices."""
    return base64.b32encode(random[:8]).decode("ascii")[:12].lower()


def booking_application_id(office: str, code: str) -> str:
    """Return the id of a booking's application, the same on every terminal that imports the booking."""
    return str(uuid.uuid5(BOOKINGS, f"{office}\n{code}"))
