from random import Random

import pytest

from counter_tui.printing.profile import Profile
from tests.printing.damage import NARROW, PRINTERS, codes, dead_columns, fade, fold, held, none, share_read

printers = pytest.mark.parametrize("profile", [pytest.param(one, id=name) for name, one in PRINTERS.items()])


@printers
def test_nine_of_ten_codes_are_read_with_two_dead_columns_in_the_print_head(profile: Profile) -> None:
    random = Random(2)
    assert share_read(codes(profile, 8, random), dead_columns(2), 8, random) >= 0.9


@printers
def test_nine_of_ten_codes_are_read_when_faded_to_a_half_and_held_askew(profile: Profile) -> None:
    random = Random(3)
    printed = codes(profile, 4, random)
    assert share_read(printed, fade(0.5), 8, random) >= 0.9
    assert share_read(printed, held(10, 0.75), 8, random) >= 0.9


def test_a_code_that_crossed_its_crease_is_read_more_often_than_not() -> None:
    random = Random(4)
    assert share_read(codes(NARROW, 6, random), fold(1), 8, random) > 0.5


def test_the_damage_is_real_enough_to_lose_codes() -> None:
    random = Random(5)
    printed = codes(NARROW, 4, random)
    assert share_read(printed, none, 1, random) == 1
    assert share_read(printed, dead_columns(60), 4, random) < 0.9
    assert share_read(printed, fold(8), 4, random) < 0.9
