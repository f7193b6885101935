"""Measure the program beside the floor of the same machine, the same disk, the same run.

python3 scripts/bench.py                            all of it, about six minutes
python3 scripts/bench.py start keys slip pickup     some of it
python3 scripts/bench.py --events 100000 keys       on a shorter past than a million events
python3 scripts/bench.py --quick                    a few rounds on a short past, to see that it works

A busy machine shows: compare the ratios, and measure on a quiet one.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment

PARTS = ("start", "keys", "commit", "slip", "pickup", "faults", "contention")


def main() -> int:
    """Measure in the project's own environment; return the exit status."""
    if not environment.is_this():
        return environment.run_there(__file__)
    arguments = _parsed()
    from scripts.measure.run import run

    with tempfile.TemporaryDirectory(prefix="counter-tui-bench-", dir=os.environ.get("TMPDIR")) as folder:
        run(Path(folder), arguments.parts or PARTS, events=arguments.events, quick=arguments.quick)
    return 0


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", choices=[*PARTS, []], help="what to measure; all of it by default"
    )
    parser.add_argument("--events", type=int, help="how many events lie in the past (1000000)")
    parser.add_argument("--quick", action="store_true", help="only see that it works; the figures say little")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
