"""`store` commands on a centre's home: what cannot be done there is refused and nothing is touched."""

from pathlib import Path

import pytest

from counter_tui.bootstrap import care
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.server import opening
from counter_tui.store.migrate import SCHEMA


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return the home of a centre on its embedded database."""
    monkeypatch.setenv("COUNTER_TUI_PASSPHRASE", "kopi pagi")
    home = Home(tmp_path / "pusat")
    with opening.opened(home):
        return home


def test_a_centre_is_neither_copied_nor_replaced_as_if_it_were_a_counter(home: Home, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in home.folder.iterdir() if path.is_file()}
    with pytest.raises(Refused) as refusal:
        care.back_up(home, tmp_path / "copy.backup")
    assert refusal.value.code == "central"
    with pytest.raises(Refused) as refusal:
        care.bring_back(home, tmp_path / "copy.backup")
    assert refusal.value.code == "central"
    assert {path: path.read_bytes() for path in home.folder.iterdir() if path.is_file()} == before
    assert not (tmp_path / "copy.backup").exists()


def test_a_centre_is_checked_folded_anew_and_upgraded_like_any_store(home: Home) -> None:
    assert care.make_anew(home) == 0
    assert care.upgrade(home) == SCHEMA
    assert care.check(home).ok
