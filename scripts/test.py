"""Check everything: style, types, imports, a thousand simulated offices, tests.

python3 scripts/test.py             all that a change must pass, in less than ten minutes
python3 scripts/test.py --long      with the long ones: mutants of the simulation, drill, bench, sites
python3 scripts/test.py ARGUMENTS   only pytest, with these arguments: tests/core -k selection
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment

CHECKS = {
    "style": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    # Whole offices in which everything fails; `.venv/bin/python -m tests.simulation --seed N` runs one again.
    "simulation": ["python", "-m", "tests.simulation", "--seeds", "1000"],
    # Twice as many as cores: printers, lines and processes are waited for more than computed.
    "tests": ["pytest", "-n", str(2 * (os.cpu_count() or 1)), "--dist", "loadgroup", "-m", "not long"],
}

LONG = {"tests": CHECKS["tests"][:-2]}


def main() -> int:
    """Run the checks one after the other, all of them even when one fails, and say how each went."""
    environment.prepare()
    arguments = sys.argv[1:]
    chosen = {"tests": ["pytest", *arguments]} if arguments else CHECKS
    if arguments == ["--long"]:
        chosen = CHECKS | LONG
    results = [run(name, command) for name, command in chosen.items()]
    print("\n" + "\n".join(line for line, _passed in results))
    return 0 if all(passed for _line, passed in results) else 1


def run(name: str, command: list[str]) -> tuple[str, bool]:
    """Run one check; return its line of the summary and whether it passed."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    program, *arguments = command
    variables = environment.variables()
    # Some tests start dozens of processes: what the first has compiled, the others need not.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(
        [environment.program(program), *arguments], cwd=environment.ROOT, env=variables, check=False
    )
    passed = ended.returncode == 0
    word = "passed" if passed else "FAILED"
    return f"{word}  {name:<10} {time.monotonic() - started:6.1f} s", passed


if __name__ == "__main__":
    sys.exit(main())
