"""What a run of many seeds tells whoever must find out why it is red."""

from collections import Counter

from tests.simulation.floors import FLOORS
from tests.simulation.invariants import Violation
from tests.simulation.report import Report
from tests.simulation.scheduler import STEPS, Outcome

SEEDS = range(40, 42)


def told(*violations: Violation, seen: Counter[str] | None = None) -> Report:
    """Return a report of two seeds, of which the second broke these promises."""
    report = Report(SEEDS, STEPS)
    enough = Counter(FLOORS) if seen is None else seen
    report.add(Outcome(40, enough, [], [], []))
    report.add(Outcome(41, enough, [], list(violations), []))
    return report


def test_a_run_in_which_every_promise_held_is_no_failure() -> None:
    report = told()
    assert not report.failed
    assert "2 seeds in 7 s: every promise held" in report.text(7)


def test_a_red_seed_is_told_with_the_command_that_plays_it_again() -> None:
    report = told(Violation("lost", "an event of d1"))
    assert report.failed
    assert ".venv/bin/python -m tests.simulation --seed 41\n  lost: an event of d1" in report.text(7)


def test_a_fault_that_came_too_rarely_fails_the_run() -> None:
    report = told(seen=Counter({name: floor for name, floor in FLOORS.items() if name != "clone"}))
    assert report.failed
    assert "too rare" in next(line for line in report.text(7).splitlines() if line.startswith("clone"))
