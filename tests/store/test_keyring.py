"""The OS keyring may keep what opens the store; a computer without one says so."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.core import load_keyring

from counter_tui.core.refusal import Refused
from counter_tui.store import keys, sealing

KEY = sealing.new_key()


class MemoryKeyring(KeyringBackend):
    """A keyring of this process, as the desktop's would answer."""

    priority = 1.0

    def __init__(self) -> None:
        # The base would read properties from the environment, of which this one has none.
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_the_keyring_opens_the_store(tmp_path: Path, ring: MemoryKeyring) -> None:
    assert keys.protect_with_keyring(tmp_path / "keys.json", KEY)
    assert keys.unlock(tmp_path / "keys.json", environ={}) == KEY


def test_an_emptied_keyring_leaves_the_store_locked(tmp_path: Path, ring: MemoryKeyring) -> None:
    keys.protect_with_keyring(tmp_path / "keys.json", KEY)
    ring.kept.clear()
    with pytest.raises(Refused) as refusal:
        keys.unlock(tmp_path / "keys.json", environ={})
    assert refusal.value.code == "no_passphrase"


def test_a_computer_without_a_keyring_says_so(tmp_path: Path, ring: MemoryKeyring) -> None:
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))
    assert not keys.protect_with_keyring(tmp_path / "keys.json", KEY)
    assert not (tmp_path / "keys.json").exists()
