"""Whatever befalls an office, nothing is lost, doubled or contradicted unseen once it is quiet."""

from collections import Counter

import pytest

from tests.simulation.scheduler import run

SLICES = 3
EACH = 12
"""Seeds of a slice; all thousand run by `python3 -m tests.simulation --seeds 1000`."""

FLOORS = {
    "request lost": 1000,
    "answer lost": 1000,
    "duplicated": 1000,
    "reordered": 1000,
    "parted": 1000,
    "crash_between": 1000,
    "crash before commit": 1000,
    "crash after commit": 1000,
    "full disk": 1000,
    "jump_clock": 1000,
    "clone": 1000,
    "roll_back": 1000,
    "restore": 1000,
    "restore_centre": 1000,
    "revoke": 1000,
    "concurrent edit": 5000,
}
"""What a thousand seeds meet at least."""


@pytest.mark.parametrize("part", range(SLICES))
def test_every_promise_holds_and_no_fault_is_missing(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(part * EACH, (part + 1) * EACH):
        outcome = run(seed)
        assert outcome.violations == [], f"python3 -m tests.simulation --seed {seed}"
        seen += outcome.seen
    few = {name: seen[name] for name, floor in FLOORS.items() if seen[name] * 1000 < floor * EACH}
    assert few == {}


def test_the_same_seed_does_the_same() -> None:
    first, second = run(4711), run(4711)
    assert first.trace == second.trace
    assert first.seen == second.seen
    assert first.journal == second.journal
