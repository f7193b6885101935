"""Numbers are printed with their series and tag, and read however an officer types them."""

import pytest

from counter_tui.core.numbering import label, parse_label


def test_a_label_has_series_and_three_digits() -> None:
    assert label("A", 7) == "A-007"


def test_a_terminal_under_its_own_tag_shows_the_tag() -> None:
    assert label("A", 7, tag="3") == "A3-007"


def test_the_number_of_digits_is_a_setting() -> None:
    assert label("A", 7, digits=4) == "A-0007"


@pytest.mark.parametrize("typed", ["a7", "A-7", " A 007 ", "A-007"])
def test_a_typed_number_is_read_in_every_way_of_writing_it(typed: str) -> None:
    assert parse_label(typed) == ("A", "", 7)


def test_a_typed_number_with_a_tag_keeps_the_tag() -> None:
    assert parse_label("a3-7") == ("A", "3", 7)


@pytest.mark.parametrize("typed", ["", "007", "MP822869813", "A-", "PS1:ABC", "A-1234567"])
def test_other_text_is_no_number(typed: str) -> None:
    assert parse_label(typed) is None


def test_what_is_printed_is_read_back() -> None:
    assert parse_label(label("A", 7, tag="12")) == ("A", "12", 7)
