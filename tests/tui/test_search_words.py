"""What an officer writes to search the register."""

from datetime import date

import pytest

from counter_tui.tui.search_words import Search, read

TODAY = date(2024, 9, 14)


@pytest.mark.parametrize("day", ["14-9", "14/9", "14.9.24", "14-09-2024", "2024-09-14"])
def test_a_day_in_any_writing_is_that_day_alone(day: str) -> None:
    assert read(day, TODAY) == Search(day, "", "2024-09-14", "2024-09-14")


def test_two_days_are_a_span_whatever_their_order() -> None:
    assert read("30-9-2023 hartini 1-9-2023", TODAY) == Search(
        "30-9-2023 hartini 1-9-2023", "hartini", "2023-09-01", "2023-09-30"
    )


def test_a_day_without_a_year_is_the_last_one_that_has_been() -> None:
    assert read("24-12", TODAY).day_from == "2023-12-24"


@pytest.mark.parametrize("words", ["A-027", "hartini  p", "31-2", "99-99", "1.555"])
def test_what_is_no_day_is_looked_for_as_it_stands(words: str) -> None:
    assert read(words, TODAY) == Search(" ".join(words.split()), " ".join(words.split()))
