"""Whose slips one device believes: the list first, then itself; what it only heard proves nothing."""

import pytest

from counter_tui.core.slip_key_list import KeyList, ListedKey
from counter_tui.core.slip_keyring import Trust, keyring

OWN, THEIRS, HEARD = (bytes([number]) * 32 for number in (1, 2, 3))


def listed(public: bytes, device: str = "loket5", revoked: int | None = None) -> ListedKey:
    return ListedKey(public=public.hex(), device=device, made=1, certified=2, until=3, revoked=revoked)


def test_the_list_s_keys_and_the_device_s_own_are_trusted_and_come_first() -> None:
    keys = KeyList(office="PLG", revision=1, keys=(listed(THEIRS),))
    ring = keyring("loket3", [OWN], keys, [("loket9", HEARD), ("loket5", THEIRS)])
    assert [(key.public, key.device, key.trust) for key in ring.keys] == [
        (THEIRS, "loket5", Trust.TRUSTED),
        (OWN, "loket3", Trust.TRUSTED),
        (HEARD, "loket9", Trust.UNCERTIFIED),
    ]
    assert ring.publics == [THEIRS, OWN, HEARD]


def test_a_revocation_holds_for_the_device_s_own_key_too() -> None:
    keys = KeyList(office="PLG", revision=1, keys=(listed(OWN, "loket3", revoked=7),))
    found = keyring("loket3", [OWN], keys, []).of(OWN)
    assert (found.trust, found.revoked) == (Trust.REVOKED, 7)


def test_without_a_list_only_the_own_keys_are_trusted() -> None:
    ring = keyring("loket3", [OWN], None, [("loket5", THEIRS)])
    assert [key.trust for key in ring.keys] == [Trust.TRUSTED, Trust.UNCERTIFIED]
    assert ring.entry(OWN) is None


def test_a_key_that_is_not_on_the_ring_is_not_known() -> None:
    with pytest.raises(KeyError):
        keyring("loket3", [OWN], None, []).of(THEIRS)
