"""The simulation sees: each promise has a mutant that breaks it, and it is caught within 200 seeds."""

import pytest

from tests.simulation.mutants import MUTANTS, mutated
from tests.simulation.scheduler import run

SEEDS = 200


@pytest.mark.long
@pytest.mark.parametrize("invariant", MUTANTS)
def test_a_mutant_is_caught_by_its_invariant(invariant: str) -> None:
    with mutated(invariant):
        caught = any(
            violation.invariant == invariant for seed in range(SEEDS) for violation in run(seed).violations
        )
    assert caught
