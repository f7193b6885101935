"""Numbers are taken once from granted blocks, and read however an officer types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.numbering import Block, grant, label, parse_label, take, void


def test_a_label_has_series_and_three_digits() -> None:
    assert label("A", 7) == "A-007"


def test_a_terminal_under_its_own_tag_shows_the_tag() -> None:
    assert label("A", 7, tag="3") == "A3-007"


def test_the_number_of_digits_is_a_setting() -> None:
    assert label("A", 7, digits=4) == "A-0007"


def test_numbers_come_in_order_and_go_on_in_the_next_block() -> None:
    blocks: tuple[Block, ...] = (grant("A", 0, 2), grant("A", 2, 2))
    taken = []
    while (found := take(blocks)) is not None:
        number, blocks = found
        taken.append(number)
    assert taken == [1, 2, 3, 4]


def test_a_restored_store_uses_none_of_its_blocks() -> None:
    assert take(void((grant("A", 0, 50),))) is None


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_no_number_is_ever_taken_twice(sizes: list[int]) -> None:
    highest, blocks = 0, []
    for size in sizes:
        block = grant("A", highest, size)
        highest = block.last
        blocks.append(block)
    state: tuple[Block, ...] = tuple(blocks)
    taken: list[int] = []
    while (found := take(state)) is not None:
        taken.append(found[0])
        state = found[1]
    assert taken == list(range(1, highest + 1))


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
