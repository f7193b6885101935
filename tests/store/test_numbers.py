"""Ticket numbers are taken from stored blocks: each once, from 1 every day, whoever takes them."""

from collections.abc import Callable

import msgspec

from counter_tui.core.numbering import BLOCK_SIZE
from counter_tui.store.store import Store
from tests.store.people import DAY


def take(store: Store, day: str = DAY, series: str = "A", count: int = 1) -> list[int]:
    with store.write() as transaction:
        return [transaction.take_number(day, series) for _ in range(count)]


def test_numbers_go_on_beyond_a_block(store: Store) -> None:
    assert take(store, count=2 * BLOCK_SIZE + 1) == list(range(1, 2 * BLOCK_SIZE + 2))


def test_each_series_and_each_day_begins_at_one(store: Store) -> None:
    take(store, count=3)
    assert take(store, series="B") == [1]
    assert take(store, day="2026-09-22") == [1]


def test_a_block_is_stored_before_its_first_number_is_used(store: Store) -> None:
    take(store)
    with store.read() as conn:
        rows = conn.execute("SELECT first, last, next FROM number_block").fetchall()
    assert rows == [(1, BLOCK_SIZE, 2)]


def test_two_processes_never_take_the_same_number(store: Store, reopen: Callable[[], Store]) -> None:
    other = reopen()
    taken = [number for _ in range(60) for number in take(store) + take(other)]
    assert sorted(taken) == list(range(1, 121))


def test_a_void_block_gives_no_more_numbers(store: Store) -> None:
    take(store, count=3)
    with store.write() as transaction:
        transaction.connection.execute("UPDATE number_block SET void = 1")
    assert take(store) == [BLOCK_SIZE + 1]


def test_a_new_tag_has_numbers_of_its_own(store: Store) -> None:
    take(store, count=3)
    with store.write() as transaction:
        transaction.set_identity(msgspec.structs.replace(store.identity, plain=False))
    assert store.identity.tag_on(DAY) == "3"
    assert take(store) == [1]
