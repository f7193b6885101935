from datetime import date

from counter_tui.core.completion import CompletionLimit, last_day

DAY = date(2024, 9, 14)


def test_the_limit_of_the_day_counts_whatever_the_order_of_the_settings() -> None:
    limits = (
        CompletionLimit(7, date(2024, 9, 1)),
        CompletionLimit(30),
        CompletionLimit(14, date(2025, 1, 1)),
    )
    assert last_day(DAY, limits) == date(2024, 9, 21)
    assert last_day(date(2024, 8, 31), limits) == date(2024, 9, 30)


def test_before_the_first_limit_nobody_has_said_until_when() -> None:
    assert last_day(DAY, (CompletionLimit(7, date(2024, 9, 15)),)) is None
    assert last_day(DAY, ()) is None
