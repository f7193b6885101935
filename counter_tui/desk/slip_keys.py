"""The keys of pickup slips: this device's own secret one, and whose slips it believes.

The secret never leaves this store; its public half is a record of kind `slip_key`, which sync carries to the
centre. Back comes the signed list of the whole office, so that each device verifies offline. A device that no
centre took in believes only itself.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

import msgspec

from counter_tui.core import slip_key_list, slip_key_record
from counter_tui.core.slip import key_id
from counter_tui.core.slip_key_list import DAY_MS, SIGNING_DAYS, KeyList, SignedKeyList, Unbelieved
from counter_tui.core.slip_keyring import Keyring, keyring
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.store.driver import Connection
    from counter_tui.store.transaction import Transaction

SECRET = "slip_secret"  # noqa: S105 - a name, not a secret
"""Meta name of the secret key that signs now."""
OWN = "slip_keys"
"""Meta name of this device's public keys, the newest last."""
SIGNER = "slip_key_signer"
"""Meta name of the centre's public key that a device without a centre was told to believe."""


class OwnKey(msgspec.Struct, frozen=True):
    """A public key (hex) that this device made, and when by its clock (UTC ms)."""

    public: str
    made: int


def secret(tx: "Transaction") -> bytes:
    """Return the 32-byte secret key that signs now; a new one is made and published when due.

    That is with the first slip, after a year (by this clock or the centre's), and when it was revoked.
    """
    now = tx.now()
    kept = tx.meta(SECRET)
    signing = urlsafe_b64decode(kept) if kept is not None else None
    if signing is None or _is_over(tx, signing, now):
        return _made(tx, now)
    return signing


def own_key_id(secret_key: bytes) -> str:
    """Return the hex `kid` of a secret key's public half."""
    return key_id(_public(secret_key)).hex()


def known(conn: "Connection", device: str) -> Keyring:
    """Return what this device believes when it checks a slip."""
    published = queries.records(conn, slip_key_record.KIND)
    heard = [
        (slip_key_record.owner(id_), public)
        for id_, data in published
        if (public := slip_key_record.public_of(data)) is not None
    ]
    own = [bytes.fromhex(key.public) for key in _own(conn)]
    return keyring(device, own, listed(conn), heard)


def listed(conn: "Connection") -> KeyList | None:
    """Return the centre's list as this device has it; None without one that it has reason to believe."""
    trusted = signer(conn)
    signed = signed_list(conn, trusted)
    try:
        return slip_key_list.read(signed, signer=trusted, office=conn.office) if signed is not None else None
    except Unbelieved:
        return None


def signed_list(conn: "Connection", trusted: str) -> SignedKeyList | None:
    """Return a centre's list as it lies here, signature and all, not yet believed."""
    data = queries.record(conn, slip_key_list.KIND, slip_key_list.record_id(trusted)) if trusted else None
    return slip_key_list.of_data(data) if data is not None else None


def signer(conn: "Connection") -> str:
    """Return whose list this device believes (base64url): its centre's, else whose it was told to."""
    from counter_tui.sync import peer

    centre = peer.load(queries.meta(conn, peer.META_KEY))
    return centre.list_signer if centre is not None else queries.meta(conn, SIGNER) or ""


def _is_over(tx: "Transaction", signing: bytes, now: int) -> bool:
    public = _public(signing)
    made = next((key.made for key in _own(tx.connection) if key.public == public.hex()), 0)
    if made + SIGNING_DAYS * DAY_MS <= now:
        return True
    keys = listed(tx.connection)
    entry = next((key for key in keys.keys if key.raw == public), None) if keys is not None else None
    if keys is None or entry is None:
        return False
    return entry.revoked is not None or entry.certified + SIGNING_DAYS * DAY_MS <= keys.revision


def _made(tx: "Transaction", now: int) -> bytes:
    made = tx.random(32)  # any 32 random bytes are an Ed25519 secret key (RFC 8032 §5.1.5)
    public, device = _public(made), tx.identity.device
    own = [*_own(tx.connection), OwnKey(public.hex(), now)]
    tx.set_meta(OWN, msgspec.json.encode(own).decode())
    tx.set_meta(SECRET, urlsafe_b64encode(made).decode())
    data = slip_key_record.data(device, public, now)
    tx.put_record(slip_key_record.KIND, slip_key_record.record_id(device, public), data)
    return made


def _own(conn: "Connection") -> list[OwnKey]:
    """Return this device's keys; the one of a store that kept no such list yet has no known age."""
    kept = queries.meta(conn, OWN)
    if kept is not None:
        return msgspec.json.decode(kept, type=list[OwnKey])
    first = queries.meta(conn, SECRET)
    return [OwnKey(_public(urlsafe_b64decode(first)).hex(), 0)] if first is not None else []


def _public(secret_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(secret_key).public_key().public_bytes_raw()
