"""What many seeds came to, for whoever reads the log of a run."""

from collections import Counter

from tests.simulation.floors import FLOORS, missed
from tests.simulation.scheduler import STEPS, Outcome

_DOT = 10
"""Seeds of which one dot tells."""
_LONGEST = 500
"""Characters of what one broken promise says here; its seed alone says all."""


class Report:
    """The sum of the outcomes of some seeds."""

    def __init__(self, seeds: range, steps: int) -> None:
        self._seeds = seeds
        self._steps = steps
        self._ended = 0
        self._seen: Counter[str] = Counter()
        self._red: list[Outcome] = []

    def add(self, outcome: Outcome) -> str:
        """Count an outcome; return what shows how far the run is."""
        self._ended += 1
        self._seen += outcome.seen
        if outcome.violations:
            self._red.append(outcome)
            return "F"
        return "." if self._ended % _DOT == 0 else ""

    @property
    def failed(self) -> bool:
        """Whether a promise was broken, or a fault came too rarely to prove one."""
        return bool(self._red or missed(self._seen, len(self._seeds)))

    def text(self, seconds: float) -> str:
        """Return what all came to, after so many seconds."""
        lines = [*self._floors(), "", *(line for outcome in self._red for line in self._told(outcome))]
        lines.append(f"{len(self._seeds)} seeds in {seconds:.0f} s: {self._verdict()}")
        return "\n".join(lines)

    def _floors(self) -> list[str]:
        few = missed(self._seen, len(self._seeds))
        lines = [f"{'per 1,000 seeds':24}{'met':>8}{'floor':>8}"]
        for name, floor in FLOORS.items():
            met = self._seen[name] * 1000 // len(self._seeds)
            lines.append(f"{name:24}{met:8,}{floor:8,}{'  too rare' if name in few else ''}")
        others = sorted((name, count) for name, count in self._seen.items() if name not in FLOORS)
        return [*lines, "also: " + ", ".join(f"{count} {name}" for name, count in others)]

    def _told(self, outcome: Outcome) -> list[str]:
        what = [f"  {one.invariant}: {one.what[-_LONGEST:]}" for one in outcome.violations]
        steps = f" --steps {self._steps}" if self._steps != STEPS else ""
        return [f"run again: .venv/bin/python -m tests.simulation --seed {outcome.seed}{steps}", *what]

    def _verdict(self) -> str:
        if self._red:
            return f"{len(self._red)} broke a promise"
        return "some faults came too rarely" if self.failed else "every promise held"
