"""The first screen stands before any library of database or network, or most of our own rooms, is loaded."""

import sys
import time
from pathlib import Path

from scripts.measure import home
from scripts.measure.screen import QUEUE, variables
from scripts.measure.window import Window

SLOW = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "httpx",
    "starlette",
    "fastapi",
    "openpyxl",
    "holidays",
    "cwt",
}
UNUSED = (
    "desk.desk.",
    "printing.",
    "reports.",
    "server.",
    "scanning.scanners.",
    "sync.loop.",
    "tui.commands.",
)
"""Rooms of our own that the first picture does not need."""
MOST_OF_OURS = 160
"""Each module of our own delays the first frame by a third of a millisecond; there are five times as many."""
PROGRAM = """
import sys
from counter_tui.cli.main import main
from counter_tui.tui.app import CounterApp

def tell(_app):
    with open(sys.argv[1], "w") as file:
        file.write(" ".join(sys.modules) + "\\n")

CounterApp._begin = tell  # what is called as soon as the first frame is painted
sys.exit(main([]))
"""
PATIENCE_S = 90


def test_the_first_screen_shows_the_queue_and_has_loaded_nothing_else(tmp_path: Path) -> None:
    office = home.make(tmp_path / "home", events=200, waiting=3)
    told = tmp_path / "told"
    with Window([sys.executable, "-c", PROGRAM, str(told)], variables(office)) as window:
        window.painted(QUEUE)
        window.painted("A-001")
        deadline = time.monotonic() + PATIENCE_S
        while not (told.exists() and told.read_text().endswith("\n")):
            assert time.monotonic() < deadline
            window.listen(0.05)
    loaded = told.read_text().split()
    libraries = {name.partition(".")[0] for name in loaded}
    assert {"textual", "sqlcipher3"} <= libraries
    assert libraries & SLOW == set()
    ours = [name.partition(".")[2] for name in loaded if name.startswith("counter_tui.")]
    assert [name for name in ours if f"{name}.".startswith(UNUSED)] == []
    assert len(ours) <= MOST_OF_OURS
