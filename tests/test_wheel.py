"""What is installed holds what the program reads besides its code."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
READ_AT_RUN_TIME = (
    "counter_tui/core/catalogue.toml",
    "counter_tui/printing/profiles/generic58.toml",
    "counter_tui/printing/profiles/generic80.toml",
    "counter_tui/language/catalogues/en/LC_MESSAGES/counter_tui.mo",
    "counter_tui/migrations/env.py",
    "counter_tui/py.typed",
)


def test_the_wheel_holds_profiles_catalogues_and_migrations(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    assert set(READ_AT_RUN_TIME) - set(ZipFile(wheel).namelist()) == set()
