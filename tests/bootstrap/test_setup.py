"""Making a home into a counter, again and bit by bit."""

from pathlib import Path

import pytest

from counter_tui.bootstrap import setup
from counter_tui.bootstrap.terminal import Terminal, opened
from counter_tui.config import Home
from counter_tui.core.refusal import Refused
from counter_tui.sync.status import StatusFile, SyncStatus


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a folder that is no home yet."""
    return Home(tmp_path / "loket")


def answers(**more: str) -> setup.Answers:
    return setup.Answers(office="PLG", site="utama", counter="3", guard="file", **more)


def test_set_up_makes_officer_and_open_day(home: Home) -> None:
    identity = setup.set_up(home, answers(login="dewi", pin="482913", officer_name="Dewi Anggraini"))

    with opened(home) as terminal:
        assert [one.roles for one in terminal.desk.officers()] == [("admin",)]
        assert terminal.desk.day().day is not None
        assert terminal.store.identity == identity


def test_a_set_up_that_ended_before_its_first_officer_is_gone_on_with(home: Home) -> None:
    first = setup.set_up(home, answers())

    again = setup.set_up(home, answers(login="dewi", pin="482913"))

    assert again.device == first.device
    with opened(home) as terminal:
        assert [one.login for one in terminal.desk.officers()] == ["dewi"]


def test_a_home_in_use_is_not_set_up_again(home: Home) -> None:
    setup.set_up(home, answers(login="dewi", pin="482913"))

    with pytest.raises(Refused) as refused:
        setup.set_up(home, answers(login="rudi", pin="482913"))

    assert refused.value.code == "exists"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"zone": "Asia/Nowhere"}, "zone"),
        ({"central": "http://127.0.0.1:1"}, "no_code"),
        ({"code": "AAAA"}, "bad_code"),
        ({"printer": "lpt:1"}, "unknown_printer"),
    ],
)
def test_a_wrong_answer_makes_nothing(home: Home, wrong: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        setup.set_up(home, answers(**wrong))

    assert refused.value.code == code
    assert not home.folder.exists()


def test_a_lost_answer_is_asked_for_again_with_the_same_key(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.set_up(home, answers(login="dewi", pin="482913"))
    keys = []

    def lost(_code: str, _newcomer: object, *, address: str, key: object) -> None:
        keys.append((address, getattr(key, "private", b"")))
        raise Refused("lost", code="unreachable")

    monkeypatch.setattr("counter_tui.sync.enrol.enrol", lost)
    with opened(home) as terminal:
        for _ in range(2):
            with pytest.raises(Refused):
                setup.enrol(terminal, "code", answers())

    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert keys[0][1]


@pytest.mark.parametrize(("age_s", "state"), [(5, "connected"), (300, "offline")])
def test_a_line_whose_keeper_fell_silent_is_not_taken_for_up(home: Home, age_s: int, state: str) -> None:
    setup.set_up(home, answers(login="dewi", pin="482913"))
    home.change(central="http://127.0.0.1:1")
    now = 1_800_000_000_000
    said = SyncStatus(state="connected", online=True, last_contact=now - age_s * 1000)
    StatusFile(home.folder).write(said)

    terminal = Terminal(home, now=lambda: now)
    try:
        line = terminal.desk.status_view().sync
    finally:
        terminal.close()

    assert line.state == state
