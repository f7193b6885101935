"""Run the simulation.

python3 -m tests.simulation --seed 4711      one seed, with its trace
python3 -m tests.simulation --seeds 1000     so many of them, on all cores, with what they met
"""

import argparse
import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from tests.simulation import templates
from tests.simulation.report import Report
from tests.simulation.scheduler import STEPS, Outcome, run

_AT_ONCE = 5
"""Seeds that a process takes at a time."""
_GARBAGE = 50_000
"""Objects that may be made before rings of them are looked for: an office makes few, and goes as a whole."""


def main() -> int:
    """Run what is asked for; 1 when a promise was broken, or a fault came too rarely to prove one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, help="run this one and print what happened")
    parser.add_argument("--seeds", type=int, default=1000, help="run so many, from --first on")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    asked = parser.parse_args()
    _prepare()
    if asked.seed is not None:
        return _one(run(asked.seed, asked.steps))
    return _many(range(asked.first, asked.first + asked.seeds), asked.steps)


def _one(outcome: Outcome) -> int:
    _say("\n".join(outcome.trace) + "\n")
    for violation in outcome.violations:
        _say(f"{violation.invariant}: {violation.what}\n")
    _say(f"seed {outcome.seed}: {'a promise was broken' if outcome.violations else 'every promise held'}\n")
    return 1 if outcome.violations else 0


def _many(seeds: range, steps: int) -> int:
    began, report = time.monotonic(), Report(seeds, steps)
    for outcome in _outcomes(seeds, steps):
        _say(report.add(outcome))
    _say(f"\n{report.text(time.monotonic() - began)}\n")
    return 1 if report.failed else 0


def _outcomes(seeds: range, steps: int) -> Iterator[Outcome]:
    # Processes that are forked find everything prepared, others prepare it themselves.
    with ProcessPoolExecutor(os.cpu_count(), initializer=_prepare) as pool:
        yield from pool.map(_told, seeds, [steps] * len(seeds), chunksize=_AT_ONCE)


def _told(seed: int, steps: int) -> Outcome:
    """Run a seed; its story is told by running it alone."""
    return replace(run(seed, steps), trace=[], journal=[])


def _prepare() -> None:
    logging.disable()  # what the product warns of is what is done to it here
    templates.make_all()
    gc.freeze()  # what stands for the whole run needs no looking through again and again
    gc.set_threshold(_GARBAGE)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
