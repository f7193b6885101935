"""Makes the virtual environment that everything runs in; needs nothing but Python."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
BIN = FOLDER / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)

_STAMP = FOLDER / "installed"
_PIP = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"]


def prepare() -> None:
    """Make or reuse `.venv` with the locked packages and this project in it.

    Does nothing when lock, project file and Python are those of the last time. Ends the program with
    one sentence when it cannot: too old a Python, no venv module, no network, a changed package.
    """
    if sys.version_info < OLDEST:
        _give_up("This needs Python 3.11 or newer; run it with one: python3.11 scripts/run.py")
    fingerprint = _fingerprint()
    if _installed() == fingerprint:
        return
    print("Preparing .venv, once; about a minute ...", file=sys.stderr, flush=True)
    if not _works():
        _make()
    _install(["--require-hashes", "--requirement", str(LOCK)])
    _install(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    _compile()
    _STAMP.write_text(fingerprint, "utf-8")


def is_this() -> bool:
    """Return whether this program runs in the environment."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def run_there(script: str) -> int:
    """Run a script with this program's arguments in the environment; return its exit status."""
    prepare()
    again = [program("python"), script, *sys.argv[1:]]
    return subprocess.run(again, env=variables(), check=False).returncode


def program(name: str) -> str:
    """Return the path of a program in the environment."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def variables() -> dict[str, str]:
    """Return the environment variables to run in: this environment first, and the screen's own colours."""
    kept = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "PYTHONHOME"}}
    return kept | {"VIRTUAL_ENV": str(FOLDER), "PATH": os.pathsep.join((str(BIN), kept.get("PATH", "")))}


def _fingerprint() -> str:
    seen = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for file in (LOCK, ROOT / "pyproject.toml"):
        seen.update(file.read_bytes())
    return seen.hexdigest()


def _installed() -> str:
    return _STAMP.read_text("utf-8") if _STAMP.exists() and _works() else ""


def _works() -> bool:
    """Whether an environment of this Python version with pip is there; a moved or broken one is not."""
    wanted = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return (
            subprocess.run([program("python"), "-c", wanted], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def _make() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(FOLDER)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        print(made.stdout + made.stderr, file=sys.stderr)
        _give_up("This Python cannot make a virtual environment; install its venv module and run this again.")


def _install(what: list[str]) -> None:
    environment = {key: value for key, value in variables().items() if key != "PIP_REQUIRE_VIRTUALENV"}
    if subprocess.run([program("python"), *_PIP, *what], cwd=ROOT, env=environment, check=False).returncode:
        _give_up(
            "The packages could not be installed (see above); nothing else was changed. "
            "Check the network and run this again: it goes on where it stopped."
        )


def _compile() -> None:
    """Compile what was installed, on all cores; pip does it on one. What cannot be compiled stays so."""
    everything = "compileall.compile_dir(sysconfig.get_path('purelib'), quiet=2, workers=0)"
    command = [program("python"), "-c", f"import compileall, sysconfig; {everything}"]
    subprocess.run(command, env=variables(), capture_output=True, check=False)


def _give_up(sentence: str) -> None:
    sys.exit(sentence)
