"""Which public keys one device believes when it checks a slip offline, and how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter_tui.core.slip_key_list import KeyList, ListedKey


class Trust(StrEnum):
    """How far a key is believed."""

    TRUSTED = "trusted"
    REVOKED = "revoked"
    UNCERTIFIED = "uncertified"
    """A device of the office published it, and the centre's list does not name it (yet)."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key (32 bytes), the device that signs with it, and from when it is revoked (UTC ms)."""

    public: bytes
    device: str
    trust: Trust
    revoked: int | None = None


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key that a device knows, trusted ones first; `listed` is the centre's list, if there is one."""

    keys: tuple[KnownKey, ...]
    listed: KeyList | None = None

    @property
    def publics(self) -> list[bytes]:
        """The public keys, 32 bytes each."""
        return [key.public for key in self.keys]

    def of(self, public: bytes) -> KnownKey:
        """Return what is known of one of the keys; raises KeyError for a foreign one."""
        for key in self.keys:
            if key.public == public:
                return key
        raise KeyError(public)

    def entry(self, public: bytes) -> ListedKey | None:
        """Return what the centre's list says of a key."""
        keys = self.listed.keys if self.listed is not None else ()
        return next((key for key in keys if key.raw == public), None)


def keyring(
    device: str, own: Iterable[bytes], listed: KeyList | None, heard: Iterable[tuple[str, bytes]]
) -> Keyring:
    """Return a device's keyring: the centre's list, its own keys, and what others published meanwhile.

    Its own keys need no certificate, so that a slip verifies where it was just printed; but the centre's
    revocation of one stands. `heard` are devices with the keys that came by records: alone they prove
    nothing.
    """
    known: dict[bytes, KnownKey] = {}
    for entry in listed.keys if listed is not None else ():
        trust = Trust.TRUSTED if entry.revoked is None else Trust.REVOKED
        known[entry.raw] = KnownKey(entry.raw, entry.device, trust, entry.revoked)
    for public in own:
        known.setdefault(public, KnownKey(public, device, Trust.TRUSTED))
    for publisher, public in heard:
        known.setdefault(public, KnownKey(public, publisher, Trust.UNCERTIFIED))
    return Keyring(tuple(sorted(known.values(), key=lambda key: key.trust is not Trust.TRUSTED)), listed)
