"""The demo: a whole office made from nothing, with a line that can be cut and restored."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter_tui.bootstrap import demo, doctor, morning, setup
from counter_tui.bootstrap.local_centre import LocalCentre
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.config import Home
from counter_tui.desk.headless import answers
from counter_tui.desk.views.state import SyncView
from tests.patience import until

ZONE = "Asia/Jakarta"


def lived(folder: Path, now: datetime) -> Terminal:
    """Return a terminal that lived through the morning up to a moment, without a centre."""
    home = Home(folder)
    own = setup.Answers(office="PLG", site="utama", counter="3", guard="file", login="dewi", pin="123456")
    setup.create_home(home, own)
    until = int(now.timestamp() * 1000)
    moment = morning.Moment(lambda: until)
    terminal = Terminal(home, now=moment)
    setup.first_officer(terminal, own)
    opened_at = morning.opening_time(until, ZONE)
    file = folder / "janji.csv"
    file.write_text(morning.bookings(opened_at), "utf-8")
    terminal.desk.import_file(file)
    morning.live_through(terminal.desk, moment, opened_at, until)
    return terminal


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Terminal]:
    terminal = lived(tmp_path, datetime(2026, 9, 16, 10, 3, tzinfo=ZoneInfo(ZONE)))
    yield terminal
    terminal.close()


def test_the_same_morning_passes_at_every_start(tmp_path: Path, office: Terminal) -> None:
    again = lived(tmp_path / "again", datetime(2026, 9, 16, 10, 3, tzinfo=ZoneInfo(ZONE)))
    now = int(datetime(2026, 9, 16, 10, 3, tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)
    try:
        first, second = (answers.queue_json(one.desk.queue(), now) for one in (office, again))
        assert json.dumps(first) == json.dumps(second)
    finally:
        again.close()


def test_the_morning_leaves_a_queue_that_waits_since_then_and_not_longer(office: Terminal) -> None:
    view = office.desk.counter_view()

    assert len(view.waiting) >= 5
    assert view.current is None
    assert len(view.held) == 1
    assert view.figures.served > 0
    now = int(datetime(2026, 9, 16, 10, 3, tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)
    waits = [(now - row.waiting_since) / 60_000 for row in office.desk.queue().waiting]
    assert all(0 <= minutes <= 90 for minutes in waits)
    assert office.desk.state_view().checks == ()


@pytest.mark.parametrize("clock", ["00:00", "00:05", "00:31", "03:10", "23:58"])
def test_at_night_too_the_demo_s_day_is_today(tmp_path: Path, clock: str) -> None:
    hour, minute = map(int, clock.split(":"))
    now = datetime(2026, 9, 16, hour, minute, tzinfo=ZoneInfo(ZONE))
    terminal = lived(tmp_path, now)
    try:
        assert terminal.desk.day().day == "2026-09-16"
        with terminal.store.read() as connection:
            newest = connection.execute("SELECT max(at) FROM event").fetchone()[0]
        assert newest <= now.timestamp() * 1000
    finally:
        terminal.close()


def test_the_line_is_cut_the_queue_goes_on_and_everything_arrives_when_it_is_back(tmp_path: Path) -> None:
    centre = LocalCentre(tmp_path / "centre")
    terminal = demo.build(tmp_path, centre)
    try:
        terminal.start_sync()

        def line() -> SyncView:
            return terminal.desk.status_view().sync

        until(lambda: line().state == "connected")

        centre.stop()
        terminal.desk.call_next()
        until(lambda: line().state == "offline" and line().unsynced > 0)
        terminal.desk.done()
        until(lambda: line().unsynced >= 3)

        centre.restore()
        terminal.hurry_sync()
        until(lambda: line().state == "connected" and line().unsynced == 0)
    finally:
        terminal.close()
        centre.stop()


def test_the_doctor_looks_at_everything_though_a_part_is_broken(office: Terminal) -> None:
    home = office.home
    office.close()
    sound = {(one.subject, one.level) for one in doctor.examine(home)}
    home.store.write_bytes(b"garbage" * 1000)

    broken = {(one.subject, one.level) for one in doctor.examine(home)}

    assert ("store", "ok") in sound
    assert {("key", "warning"), ("backup", "warning"), ("printer", "warning")} <= sound
    assert broken - sound == {("store", "problem"), ("erasures", "problem")}
