"""The simulation tells the truth of its seeds; `scripts/test.py` runs a thousand by `tests.simulation`."""

from tests.simulation.scheduler import run


def test_the_same_seed_does_the_same() -> None:
    first, second = run(4711), run(4711)
    assert first.violations == []
    assert first.trace == second.trace
    assert first.seen == second.seen
    assert first.journal == second.journal
