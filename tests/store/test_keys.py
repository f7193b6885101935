"""The data key is reached by a passphrase, a key file or the recovery passphrase, and by nothing else."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.core.refusal import Refused
from counter_tui.store import keys, sealing

KEY = sealing.new_key()
PROGRAM_COSTS = {name: getattr(sealing, name) for name in ("MEMORY_KIB", "PASSES", "LANES")}
"""Read before the tests lower them."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    keys.protect_with_passphrase(path, KEY, "kopi pagi")
    return path


def test_the_passphrase_of_the_environment_opens(place: Path) -> None:
    assert keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "kopi pagi"}) == KEY


def test_a_passphrase_is_stretched_as_much_as_rfc_9106_recommends(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROGRAM_COSTS.items():
        monkeypatch.setattr(sealing, name, value)
    seal = sealing.seal_with_passphrase("passphrase", KEY, "kopi pagi")
    assert (seal.memory_kib, seal.passes, seal.lanes) == (64 * 1024, 3, 4)
    assert sealing.open_with_passphrase(seal, "kopi pagi") == KEY


def test_the_passphrase_may_stand_in_a_file(place: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kopi pagi\n", "utf-8")
    assert keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE_FILE": str(secret)}) == KEY


def test_the_passphrase_may_be_asked(place: Path) -> None:
    assert keys.unlock(place, environ={}, ask=lambda: "kopi pagi") == KEY


def test_a_key_file_opens_without_a_passphrase(tmp_path: Path) -> None:
    place, key_file = tmp_path / "keys.json", tmp_path / "store.key"
    keys.protect_with_file(place, KEY, key_file)
    assert keys.unlock(place, environ={}) == KEY
    assert key_file.stat().st_mode & 0o077 == 0
    assert KEY.hex() not in key_file.read_text()


def test_the_recovery_passphrase_opens_beside_the_other(place: Path) -> None:
    keys.protect_with_passphrase(place, KEY, "teh sore", way=keys.RECOVERY)
    assert keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "teh sore"}) == KEY
    assert keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "kopi pagi"}) == KEY


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"COUNTER_TUI_PASSPHRASE": "kopi sore"}, "wrong_key"),
        ({}, "no_passphrase"),
        ({"COUNTER_TUI_PASSPHRASE_FILE": "/nowhere/secret"}, "no_passphrase"),
    ],
)
def test_another_passphrase_is_refused_and_names_the_cause(
    place: Path, environ: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        keys.unlock(place, environ=environ)
    assert refusal.value.code == code


def test_a_key_is_never_sealed_into_the_file_of_another(place: Path) -> None:
    with pytest.raises(Refused) as refusal:
        keys.protect_with_passphrase(place, sealing.new_key(), "kopi pagi")
    assert refusal.value.code == "wrong_key"
    assert keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "kopi pagi"}) == KEY


def test_a_damaged_key_file_is_named_as_such(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-40])
    with pytest.raises(Refused) as refusal:
        keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "kopi pagi"})
    assert refusal.value.code == "damaged"


def test_a_key_file_whose_costs_are_damaged_is_refused_in_a_sentence(place: Path) -> None:
    kept = keys.read(place)
    keys.write(place, replace(kept, seals=tuple(replace(seal, memory_kib=1) for seal in kept.seals)))
    with pytest.raises(Refused) as refusal:
        keys.unlock(place, environ={"COUNTER_TUI_PASSPHRASE": "kopi pagi"})
    assert refusal.value.code == "wrong_key"


def test_a_key_file_that_is_no_file_is_named_in_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "keys.json"
    keys.protect_with_file(place, KEY, tmp_path / "key")
    (tmp_path / "key").unlink()
    (tmp_path / "key").mkdir()
    with pytest.raises(Refused):
        keys.unlock(place, environ={})


def test_a_missing_key_file_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        keys.unlock(tmp_path / "keys.json", environ={})
    assert refusal.value.code == "no_keys"
