"""The keys of pickup slips: this device's secret one, and the public ones of the whole office.

The secret never leaves this store; its public half is a record of kind `slip_key`, which sync carries to
every device of the office, so that each verifies offline.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from counter_tui.core.slip import key_id
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.store.driver import Connection
    from counter_tui.store.transaction import Transaction

KIND = "slip_key"
SECRET = "slip_secret"  # noqa: S105 - a name, not a secret
"""Meta name of the secret key."""


def secret(tx: "Transaction") -> bytes:
    """Return this device's 32-byte secret key, made and published with its first slip."""
    kept = tx.meta(SECRET)
    if kept is not None:
        return urlsafe_b64decode(kept)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    fresh = Ed25519PrivateKey.generate()
    made = fresh.private_bytes_raw()
    tx.set_meta(SECRET, urlsafe_b64encode(made).decode())
    public = fresh.public_key().public_bytes_raw()
    data = {"public": urlsafe_b64encode(public).decode(), "device": tx.identity.device}
    tx.put_record(KIND, f"{tx.identity.device}-{key_id(public).hex()}", data)
    return made


def own_key_id(secret_key: bytes) -> str:
    """Return the hex `kid` of a secret key's public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return key_id(Ed25519PrivateKey.from_private_bytes(secret_key).public_key().public_bytes_raw()).hex()


def known(conn: "Connection") -> list[bytes]:
    """Return the office's public keys that this device knows, 32 bytes each."""
    return [urlsafe_b64decode(data["public"]) for _id, data in queries.records(conn, KIND)]
