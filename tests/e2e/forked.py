"""Commands of the console script in processes forked from one that has loaded the program.

Loading is most of what a command computes, and the tests run hundreds. What a command may not load, and that
the installed script itself runs, is tested where the script is started: test_first_paint, test_pty,
test_wheel, and wherever a process stays up. What they seal they stretch little.
"""

import atexit
import os
import random
import subprocess
import sys
import traceback
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory

import counter_tui
from tests.stretching import stretch_little

_ROOMS = ("cli", "bootstrap", "reports", "desk", "store", "sync", "printing", "server", "core")
_LIBRARIES = [
    "alembic.command",
    "argon2",
    "cryptography.x509",
    "cwt",
    "fastapi",
    "filelock",
    "httpx",
    "keyring.backends",
    "openpyxl",
    "psycopg",
    "sqlmodel",
    "uvicorn",
]
_FORKS = get_context("forkserver")


def run(
    command: Sequence[str], variables: dict[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, without input; raises TimeoutExpired when it takes longer than that."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        process = _FORKS.Process(target=_be_the_script, args=(list(command), variables, folder))
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(command), seconds)
        # Written by itself: of two threads that ask multiprocessing for it, one may be told nonsense.
        status = int((folder / "status").read_text("ascii"))
        said = (folder / "output").read_text("utf-8"), (folder / "errors").read_text("utf-8")
        return subprocess.CompletedProcess(list(command), status, *said)


def _be_the_script(command: list[str], variables: dict[str, str], folder: Path) -> None:
    """Run the console script with its own words, environment, output and chance."""
    from counter_tui.cli.main import main

    stretch_little()
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = command
    random.seed()
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    for stream, name in ((sys.stdout, "output"), (sys.stderr, "errors")):
        with (folder / name).open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), stream.fileno())
    try:
        status = main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    (folder / "status").write_text(str(status), "ascii")
    os._exit(status)


def _modules() -> list[str]:
    """Return the names of all modules that commands may load."""
    folders = {room: f"{counter_tui.__path__[0]}/{room}" for room in _ROOMS}
    return [
        module.name
        for room, folder in folders.items()
        for module in walk_packages([folder], f"counter_tui.{room}.")
    ]


_FORKS.set_forkserver_preload([*_LIBRARIES, *_modules()])
