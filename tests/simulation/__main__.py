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
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.simulation import templates
from tests.simulation.floors import missed
from tests.simulation.scheduler import STEPS, Outcome, run


def main() -> int:
    """Run what is asked for; 1 when a promise was broken, or a fault came too rarely to prove one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, help="run this one and print what happened")
    parser.add_argument("--seeds", type=int, default=1000, help="run so many, from --first on")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    asked = parser.parse_args()
    if asked.seed is not None:
        _prepare()
        return _one(run(asked.seed, asked.steps))
    return _many(range(asked.first, asked.first + asked.seeds), asked.steps)


def _one(outcome: Outcome) -> int:
    _say("\n".join(outcome.trace))
    _tell(outcome)
    return 1 if outcome.violations else 0


def _many(seeds: range, steps: int) -> int:
    began, seen, broken = time.monotonic(), Counter[str](), 0
    with ProcessPoolExecutor(os.cpu_count(), initializer=_prepare) as pool:
        for outcome in pool.map(run, seeds, [steps] * len(seeds), chunksize=5):
            seen += outcome.seen
            broken += bool(outcome.violations)
            if outcome.violations:
                _tell(outcome)
    for name, count in sorted(seen.items()):
        _say(f"{count:8} {name}")
    few = missed(seen, len(seeds))
    for name, count in few.items():
        _say(f"too rare: {name}, {count} times")
    _say(f"{len(seeds)} seeds in {time.monotonic() - began:.0f} s, {broken} broke a promise")
    return 1 if broken or few else 0


def _prepare() -> None:
    logging.disable()  # what the product warns of is what is done to it here
    templates.make_all()
    gc.freeze()  # what stands for the whole run needs no looking through again and again


def _tell(outcome: Outcome) -> None:
    for violation in outcome.violations:
        _say(f"seed {outcome.seed}: {violation.invariant}: {violation.what}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
