"""The hybrid logical clock moves forward only, and follows nobody into a far future."""

from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.clock import LEAP_MS, follow, pack, stamp, wall_ms
from counter_tui.core.event import INT64

NOW = 1_726_279_200_000
STAMPS = st.integers(min_value=0, max_value=INT64)


def test_a_packed_stamp_gives_its_milliseconds_back() -> None:
    assert wall_ms(pack(NOW, 65_535)) == NOW


def test_a_stamp_takes_the_wall_clock_when_nothing_is_newer() -> None:
    assert stamp(NOW, pack(NOW - 1, 9), 0) == pack(NOW, 0)


def test_a_stamp_goes_on_counting_when_the_wall_clock_jumped_back() -> None:
    last = pack(NOW, 4)
    assert stamp(NOW - 86_400_000, last, 0) == last + 1


def test_a_stamp_sorts_after_everything_in_its_stream() -> None:
    high = pack(NOW + 3_600_000, 2)
    assert stamp(NOW, pack(NOW, 0), high) == high + 1


@given(now=st.integers(min_value=0, max_value=2**46), last=STAMPS, high=STAMPS)
def test_a_stamp_never_leaves_64_bits(now: int, last: int, high: int) -> None:
    assert 0 <= stamp(now, last, high) <= INT64


def test_the_clock_follows_a_stamp_of_ten_minutes_ahead() -> None:
    remote = pack(NOW + LEAP_MS, 0)
    assert follow(pack(NOW, 0), remote, NOW) == (remote, False)


def test_the_clock_reports_and_does_not_follow_a_stamp_further_ahead() -> None:
    last = pack(NOW, 0)
    assert follow(last, pack(NOW + LEAP_MS + 1, 0), NOW) == (last, True)


def test_the_clock_does_not_go_back_for_an_older_stamp() -> None:
    last = pack(NOW, 5)
    assert follow(last, pack(NOW - 1000, 0), NOW) == (last, False)
