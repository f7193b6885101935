"""`python3 -m tests.chaos --seed N --minutes M`: one day of chaos after the other, each of another seed."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.chaos.day import Day, Verdict
from tests.postgres import Cluster

STRIKES = 66


def main() -> int:
    """Run days until the time is over; 1 when a promise was broken. The folder of such a day is kept."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first day's seed")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long to go on; 0 means one day")
    parser.add_argument("--strikes", type=int, default=STRIKES, help="how many faults befall each day")
    wanted = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    until = time.monotonic() + wanted.minutes * 60
    seed, well = wanted.seed, True
    with ExitStack() as stack:
        cluster = Cluster()
        stack.callback(cluster.remove)
        cluster.start()
        cluster.make_template()
        while well and (seed == wanted.seed or time.monotonic() < until):
            well = _day(cluster, seed, wanted.strikes)
            seed += 1
    return 0 if well else 1


def _day(cluster: Cluster, seed: int, strikes: int) -> bool:
    folder, database = Path(tempfile.mkdtemp(prefix=f"counter-chaos-{seed}-")), cluster.create()
    began = time.monotonic()
    verdict = Day(folder, cluster, database, seed).run(strikes)
    _tell(verdict, time.monotonic() - began)
    if verdict.broken:
        sys.stdout.write(f"what it left: {folder}\n")
        return False
    cluster.drop(database)
    _remove(folder)
    return True


def _tell(verdict: Verdict, seconds: float) -> None:
    sys.stdout.write(
        f"seed {verdict.seed}: {seconds:.0f} s, {verdict.events} events, "
        f"{verdict.befell.total()} faults, {verdict.doubles} passports handed over twice, "
        f"{verdict.calls} numbers called by two hubs, {verdict.repeats} commands repeated\n"
        f"  {_counts(verdict.befell)}\n  {_counts(verdict.outcomes)}\n"
    )
    for one in verdict.broken[:40]:
        sys.stdout.write(f"  BROKEN {one.promise}: {one.what}\n")
    sys.stdout.flush()


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


if __name__ == "__main__":
    raise SystemExit(main())
