"""A line is proven only where an unbroken chain leads from it to a head that its author signed."""

import pytest

from counter_tui.core.chain import SignedHead
from counter_tui.core.event import GENESIS, digest, encode
from counter_tui.core.proven_lines import proven_lines
from tests.core.events import event


def chain(count: int, device: str = "d1") -> list[bytes]:
    """Return a device's first lines."""
    lines: list[bytes] = []
    for number in range(1, count + 1):
        previous = digest(lines[-1]) if lines else GENESIS
        lines.append(encode(event(number, "day.opened", device=device, prev=previous)))
    return lines


def head(line: bytes, seq: int, device: str = "d1") -> SignedHead:
    """Return the head that ends in a line."""
    return SignedHead(office="PLB", device=device, epoch=7, seq=seq, hash=digest(line))


@pytest.mark.parametrize("order", [1, -1])
def test_lines_that_lead_to_their_authors_head_are_proven_in_whatever_order(order: int) -> None:
    lines = chain(3)
    assert proven_lines(lines[::order], [head(lines[2], 3)]) == lines[::order]


def test_lines_behind_the_head_or_of_another_device_are_not_proven() -> None:
    lines, others = chain(3), chain(2, "d2")
    assert proven_lines([*lines, *others], [head(lines[1], 2)]) == lines[:2]


def test_what_does_not_lead_to_the_head_is_not_proven() -> None:
    first, second, third = chain(3)
    forged = encode(event(2, "day.closed", device="d1", prev=digest(first)))
    assert proven_lines([first, forged, third], [head(third, 3)]) == [third]
    assert proven_lines([first, third], [head(third, 3)]) == [third]
    assert proven_lines([first, second, forged], [head(third, 3)]) == []


def test_each_of_several_heads_of_a_chain_proves_what_leads_to_it() -> None:
    lines = chain(4)
    heads = [head(lines[0], 1), head(lines[3], 4)]
    assert proven_lines([lines[0], lines[2], lines[3]], heads) == [lines[0], lines[2], lines[3]]


def test_what_is_no_event_is_not_proven() -> None:
    lines = chain(1)
    assert proven_lines([b"?", *lines], [head(lines[0], 1)]) == lines
