"""A home that was copied to another computer says so once, on the screen's trail and on standard error."""

import pytest

from counter_tui.bootstrap.terminal import moved_sentence, opened
from counter_tui.config import Home
from counter_tui.store import moved
from tests.e2e.installation import Installation

pytestmark = pytest.mark.long


def test_a_moved_home_begins_a_new_chain_and_says_so_once(
    terminal: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in terminal.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(moved, "machine", lambda: "m1")
    with opened(Home(terminal.folder)) as here:
        # What set-up has kept of the computer that the tests run on is another one already.
        epoch = here.store.identity.epoch
    capsys.readouterr()
    with opened(Home(terminal.folder)) as here:
        assert here.store.identity.epoch == epoch
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(moved, "machine", lambda: "m2")
    with opened(Home(terminal.folder)) as there:
        assert there.store.identity.epoch != epoch
        trail = there.desk.counter_view().trail if there.login_from_environment() else None
        assert trail is not None
        assert trail.text == moved_sentence()
    assert capsys.readouterr().err == f"{moved_sentence()}\n"
