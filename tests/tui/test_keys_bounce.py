"""One press is one press."""

from counter_tui.tui.bounce import Bounce, Pace


def bounce() -> Bounce:
    return Bounce(Pace())


def test_the_same_action_key_within_150_ms_is_dropped_and_the_window_slides() -> None:
    keys = bounce()
    assert keys.accepts("i", 1.000)
    assert not keys.accepts("i", 1.100)
    assert not keys.accepts("i", 1.200)
    assert keys.accepts("i", 1.360)


def test_another_action_key_is_heard_at_once() -> None:
    keys = bounce()
    assert keys.accepts("i", 1.000)
    assert keys.accepts("b", 1.001)


def test_a_held_enter_acts_once() -> None:
    keys = bounce()
    repeats = [1.0, *(1.4 + 0.033 * number for number in range(60))]
    assert [at for at in repeats if keys.accepts("enter", at)] == [1.0]


def test_enter_is_heard_again_700_ms_after_it_acted() -> None:
    keys = bounce()
    assert keys.accepts("enter", 1.0)
    assert not keys.accepts("enter", 1.6)
    assert keys.accepts("enter", 1.8)


def test_another_key_shows_that_enter_was_released() -> None:
    keys = bounce()
    assert keys.accepts("enter", 1.0)
    assert keys.accepts("b", 1.2)
    assert keys.accepts("enter", 1.4)


def test_digits_just_after_a_card_are_dropped() -> None:
    keys = bounce()
    keys.card_closed(1.0)
    assert not keys.accepts("3", 1.29)
    assert keys.accepts("3", 1.31)


def test_arrows_and_digits_may_repeat() -> None:
    keys = bounce()
    assert all(keys.accepts("down", 1.0 + 0.033 * number) for number in range(5))
    assert all(keys.accepts("1", 2.0 + 0.033 * number) for number in range(5))


def test_enter_goes_through_fields_as_fast_as_it_is_pressed_and_then_acts_on_nothing() -> None:
    keys = bounce()
    assert all(keys.accepts("enter", 1.0 + 0.25 * number, typing=True) for number in range(4))
    assert not keys.accepts("enter", 2.0)


def test_a_held_enter_leaves_a_field_and_at_most_one_more() -> None:
    keys = bounce()
    repeats = [1.0, *(1.5 + 0.033 * number for number in range(60))]
    assert [at for at in repeats if keys.accepts("enter", at, typing=True)] == [1.0, 1.5]
