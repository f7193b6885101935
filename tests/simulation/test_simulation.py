"""Whatever befalls an office, nothing is lost, doubled or contradicted unseen once it is quiet.

One seed of each kind of office; a thousand run by `python3 -m tests.simulation`, which
`scripts/test.py --long` does.
"""

import pytest

from tests.simulation.scheduler import run


@pytest.mark.parametrize("seed", range(8))
def test_every_promise_holds(seed: int) -> None:
    assert run(seed).violations == []


def test_the_same_seed_does_the_same() -> None:
    first, second = run(4711), run(4711)
    assert first.trace == second.trace
    assert first.seen == second.seen
    assert first.journal == second.journal
