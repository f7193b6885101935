"""The record by which a device publishes the public half of a key that it signs slips with."""

import base64
import binascii
from typing import Any

from counter_tui.core.slip_key_list import key_name

KIND = "slip_key"
PUBLIC_BYTES = 32


def record_id(device: str, public: bytes) -> str:
    """Return the id of a key's record: it names its owner, who alone may write it."""
    return f"{device}-{key_name(public)}"


def owner(id_: str) -> str:
    """Return the device that a record's id names."""
    return id_.rpartition("-")[0]


def data(device: str, public: bytes, made: int) -> dict[str, Any]:
    """Return what the record holds; `made` is the device's time in UTC milliseconds."""
    return {"public": base64.urlsafe_b64encode(public).decode(), "device": device, "made": made}


def public_of(data: dict[str, Any]) -> bytes | None:
    """Return the public key of a record's data, None for data that holds none."""
    text = data.get("public")
    try:
        public = base64.b64decode(text, altchars=b"-_", validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        return None
    return public if len(public) == PUBLIC_BYTES else None


def made_at(data: dict[str, Any]) -> int:
    """Return when the device made the key by its own clock, 0 where it does not say."""
    made = data.get("made")
    return made if type(made) is int and 0 <= made < 2**53 else 0
