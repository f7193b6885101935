"""The garbage collector rests until the first frame, and never longer than the program runs."""

import gc
from collections.abc import Iterator

import pytest

from counter_tui.bootstrap import collector


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_until_the_collector_is_woken() -> None:
    with collector.resting():
        resting = gc.isenabled()
        collector.wake()
        woken = gc.isenabled()
    assert (resting, woken) == (False, True)


def test_what_stands_when_it_wakes_is_never_looked_through_again() -> None:
    kept: list[list[int]] = [[]]
    collector.wake()
    assert gc.get_freeze_count() > 0
    assert all(one is not kept for one in gc.get_objects())


def test_a_program_that_never_shows_a_frame_collects_again() -> None:
    with pytest.raises(RuntimeError), collector.resting():
        raise RuntimeError
    assert gc.isenabled()
