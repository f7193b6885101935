"""What the officer reads of the line before the first word, after a failure and after a restart."""

from pathlib import Path

from counter_tui.sync.protocol import Result, Setback, Step
from counter_tui.sync.reporter import CENTRE_LOST_MS, Reporter
from counter_tui.sync.server_clock import ServerClock
from counter_tui.sync.status import StatusFile, SyncStatus
from tests.sync.conftest import MakeHome

CENTRE = "https://pusat.example"
NO_ANSWER = Setback(Result.UNREACHABLE)


def begun(enrolled: MakeHome, folder: Path) -> Reporter:
    return Reporter(enrolled("d1").sync, ServerClock(), CENTRE, StatusFile(folder))


def test_before_the_first_word_the_line_is_neither_up_nor_down(enrolled: MakeHome, tmp_path: Path) -> None:
    reporter = begun(enrolled, tmp_path)
    assert reporter.status.state == "connecting"
    reporter.told(Step.HEAD, None)
    assert reporter.status.state == "connecting"
    reporter.told(Step.OFFER_RECORDS, None)
    assert reporter.status.state == "connected"


def test_a_line_that_is_down_stays_down_while_it_is_tried_again(enrolled: MakeHome, tmp_path: Path) -> None:
    reporter = begun(enrolled, tmp_path)
    reporter.told(Step.WAIT, NO_ANSWER)
    reporter.told(Step.HEAD, None)
    assert reporter.status.state == "offline"


def test_what_only_the_hub_has_for_long_is_told_as_such(enrolled: MakeHome, tmp_path: Path) -> None:
    home, now = enrolled("d1"), [0]
    home.issue("t1")
    (chain,), (_count, oldest) = home.sync.chains(), home.sync.unsynced()
    assert oldest is not None
    now[0] = oldest
    reporter = Reporter(home.sync, ServerClock(lambda: now[0]), CENTRE, StatusFile(tmp_path))
    reporter.told(Step.LISTEN, None)
    home.sync.relayed(chain.epoch, chain.seq)
    reporter.refresh(Step.LISTEN)
    assert (reporter.status.state, reporter.status.at_hub) == ("sending", chain.seq)
    now[0] += CENTRE_LOST_MS
    reporter.refresh(Step.LISTEN)
    assert reporter.status.state == "at_hub"
    home.sync.settle(chain.epoch, chain.seq)
    reporter.refresh(Step.LISTEN)
    assert (reporter.status.state, reporter.status.at_hub) == ("connected", 0)


def test_a_line_found_down_again_after_a_restart_keeps_its_age(enrolled: MakeHome, tmp_path: Path) -> None:
    StatusFile(tmp_path).write(SyncStatus(state="offline", since=1_726_279_260_000))
    reporter = begun(enrolled, tmp_path)
    assert reporter.status.state == "connecting"
    reporter.told(Step.WAIT, NO_ANSWER)
    assert reporter.status.since == 1_726_279_260_000
