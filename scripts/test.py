"""Check everything: style, types, imports, a thousand simulated offices, tests.

python3 scripts/test.py             all that a change must pass, in less than ten minutes
python3 scripts/test.py --long      with the long ones: mutants of the simulation, drill, bench, sites
python3 scripts/test.py ARGUMENTS   only pytest, with these arguments: tests/core -k selection
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment

# Each computes on one core; together they take less time than the simulation beside them.
BESIDE = {
    "style": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy"],
    "imports": ["lint-imports"],
}
CHECKS = {
    # Whole offices in which everything fails; `.venv/bin/python -m tests.simulation --seed N` runs one again.
    "simulation": ["python", "-m", "tests.simulation", "--seeds", "1000"],
    # Twice as many as cores: printers, lines and processes are waited for more than computed.
    # One that hangs says where after some minutes.
    "tests": [
        *f"pytest -n {2 * (os.cpu_count() or 1)} --dist loadgroup -o faulthandler_timeout=240".split(),
        *("-m", "not long"),
    ],
}
LONG = {"tests": CHECKS["tests"][:-2]}

Result = tuple[str, bool]

MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder in it that nobody else can have
ROOM_BYTES = 4 << 30
"""Free memory below which files stay on the disk; the tests leave less than half of it behind."""


def main() -> int:
    """Run the checks, all of them even when one fails, and say how each went."""
    environment.prepare()
    arguments = sys.argv[1:]
    if not arguments:
        with _fast_folder() as folder:
            results = run_all(CHECKS, folder)
    elif arguments == ["--long"]:
        results = run_all(CHECKS | LONG)
    else:
        results = [run("tests", ["pytest", *arguments])]
    print("\n" + "\n".join(line for line, _passed in results))
    return 0 if all(passed for _line, passed in results) else 1


def run_all(checks: dict[str, list[str]], folder: str | None = None) -> list[Result]:
    """Run these one after the other, and the small ones beside them."""
    with ThreadPoolExecutor(1) as pool:
        beside = [pool.submit(run, name, command, folder, aside=True) for name, command in BESIDE.items()]
        results = [run(name, command, folder) for name, command in checks.items()]
        return [check.result() for check in beside] + results


def run(name: str, command: list[str], folder: str | None = None, *, aside: bool = False) -> Result:
    """Run one check; return its line of the summary and whether it passed.

    Its temporary files lie in `folder` if there is one. What runs `aside` is heard when it has ended.
    """
    title = f"\n== {name}: {' '.join(command)}\n"
    if not aside:
        print(title, end="", flush=True)
    started = time.monotonic()
    program, *arguments = command
    variables = environment.variables() | ({"TMPDIR": folder} if folder else {})
    # Some tests start dozens of processes: what the first has compiled, the others need not.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    ended = subprocess.run(
        [environment.program(program), *arguments],
        cwd=environment.ROOT,
        env=variables,
        stdout=subprocess.PIPE if aside else None,
        stderr=subprocess.STDOUT if aside else None,
        text=True,
        check=False,
    )
    if aside:
        print(f"{title}{ended.stdout}", end="", flush=True)
    passed = ended.returncode == 0
    word = "passed" if passed else "FAILED"
    return f"{word}  {name:<10} {time.monotonic() - started:6.1f} s", passed


@contextmanager
def _fast_folder() -> Iterator[str]:
    """Yield a folder for temporary files, in memory where there is room: on a disk thousands of commits wait.

    A process that is killed loses no more there than on a disk; only lost power would be another matter.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_BYTES
    with tempfile.TemporaryDirectory(
        prefix="counter-tui-", dir=MEMORY if roomy else None, ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL walks into it as `nobody`
        yield folder


if __name__ == "__main__":
    sys.exit(main())
