"""A data key sealed under a passphrase or under another key: Argon2id (RFC 9106), then AES-256-GCM."""

import hashlib
import hmac
import os

import msgspec

KEY_BYTES = 32
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
"""The second choice that RFC 9106 recommends: 64 MiB, which every counter's computer has."""


class Unopened(Exception):
    """A seal that this passphrase or key does not open."""


class Seal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way to a data key; `way` is passphrase, recovery, keyring or file.

    `salt` and the costs belong to Argon2id and are empty where `place` names a random key: an account of the
    OS keyring, or a file.
    """

    way: str
    nonce: bytes
    sealed: bytes
    salt: bytes = b""
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0
    place: str = ""


def new_key() -> bytes:
    """Draw a random 32-byte key."""
    return os.urandom(KEY_BYTES)


def check_value(key: bytes) -> str:
    """Return what tells a wrong key from a damaged file, and nothing about the key."""
    return hmac.new(key, b"counter-tui key check 1", hashlib.sha256).hexdigest()


def seal_with_passphrase(way: str, key: bytes, passphrase: str) -> Seal:
    """Seal a key under a passphrase; about 0.1 s on purpose."""
    salt = os.urandom(16)
    stretched = _stretch(passphrase, salt, MEMORY_KIB, PASSES, LANES)
    nonce, sealed = _encrypt(stretched, key, way)
    return Seal(
        way=way, nonce=nonce, sealed=sealed, salt=salt, memory_kib=MEMORY_KIB, passes=PASSES, lanes=LANES
    )


def seal_with_key(way: str, key: bytes, outer: bytes, place: str) -> Seal:
    """Seal a key under another random key that is kept at `place`."""
    nonce, sealed = _encrypt(outer, key, way)
    return Seal(way=way, nonce=nonce, sealed=sealed, place=place)


def open_with_passphrase(seal: Seal, passphrase: str) -> bytes:
    """Return the sealed key; raises Unopened for another passphrase, or costs that are none."""
    from argon2.exceptions import HashingError

    try:
        stretched = _stretch(passphrase, seal.salt, seal.memory_kib, seal.passes, seal.lanes)
    except (HashingError, OverflowError) as error:
        raise Unopened from error
    return _decrypt(stretched, seal)


def open_with_key(seal: Seal, outer: bytes) -> bytes:
    """Return the sealed key; raises Unopened for another key."""
    return _decrypt(outer, seal)


def _stretch(passphrase: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(passphrase.encode(), salt, passes, memory_kib, lanes, KEY_BYTES, Type.ID)


def _encrypt(outer: bytes, key: bytes, way: str) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return nonce, AESGCM(outer).encrypt(nonce, key, way.encode())


def _decrypt(outer: bytes, seal: Seal) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(outer).decrypt(seal.nonce, seal.sealed, seal.way.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopened from error
