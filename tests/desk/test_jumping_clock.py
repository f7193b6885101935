"""A clock that jumps a day: no number twice, no order lost, no window longer."""

import pytest

from counter_tui.core.clock import wall_ms
from tests.desk.office import Office
from tests.refusal import refused

DAY = 24 * 60
JUMPS = [-DAY, DAY]


@pytest.mark.parametrize("minutes", JUMPS)
def test_numbers_go_on_and_none_comes_twice(office: Office, minutes: int) -> None:
    before = [office.desk.issue("paspor_baru").number for _ in range(3)]
    office.clock.forward(minutes=minutes)
    after = [office.desk.issue("paspor_baru").number for _ in range(3)]
    assert [*before, *after] == [f"A-{number:03}" for number in range(1, 7)]


@pytest.mark.parametrize("minutes", JUMPS)
def test_what_comes_later_on_a_stream_sorts_later(office: Office, minutes: int) -> None:
    office.served()
    office.clock.forward(minutes=minutes)
    office.served()
    events = office.events()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    for stream in {event.stream for event in events}:
        stamps = [event.hlc for event in events if event.stream == stream]
        assert stamps == sorted(set(stamps))


def test_a_clock_set_back_again_keeps_the_stamps_ahead_until_time_has_caught_up(office: Office) -> None:
    office.clock.forward(minutes=DAY)
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=-DAY)
    office.desk.issue("paspor_baru")
    assert wall_ms(office.events()[-1].hlc) >= office.clock() + (DAY - 1) * 60_000


@pytest.mark.parametrize("minutes", JUMPS)
def test_the_open_business_day_stays_open_and_calls_go_on(office: Office, minutes: int) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=minutes)
    assert office.desk.day().day == "2024-09-14"
    assert office.desk.call_next().number == "A-001"


@pytest.mark.parametrize("minutes", [*JUMPS, -6, 6])
def test_no_jump_makes_the_window_for_undo_longer(office: Office, minutes: int) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(minutes=minutes)
    with refused("too_late"):
        office.desk.undo()


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_put_right_by_seconds_leaves_undo_alone(office: Office, seconds: int) -> None:
    office.desk.issue("paspor_baru")
    office.clock.forward(seconds=seconds)
    office.desk.undo()


def test_a_lock_out_ends_after_five_minutes_though_the_clock_went_back_a_day(office: Office) -> None:
    for _ in range(5):
        with refused("wrong_pin"):
            office.desk.login("dewi", "000000")
    office.clock.forward(minutes=-DAY)
    with refused("locked_out"):
        office.desk.login("dewi", "123456")
    office.clock.forward(minutes=5)
    office.desk.login("dewi", "123456")
