"""The first screen stands before any library of database or network is loaded."""

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
PROGRAM = """
import sys
from counter_tui.bootstrap.terminal import Terminal
from counter_tui.cli.main import main

def tell(_terminal):
    with open(sys.argv[1], "w") as file:
        file.write(" ".join(sorted({name.partition(".")[0] for name in sys.modules})) + "\\n")

Terminal.start = tell  # what the screen calls as soon as its first frame is painted
sys.exit(main([]))
"""
PATIENCE_S = 90


def test_the_first_screen_shows_the_queue_and_has_loaded_no_slow_library(tmp_path: Path) -> None:
    office = home.make(tmp_path / "home", events=200, waiting=3)
    told = tmp_path / "told"
    with Window([sys.executable, "-c", PROGRAM, str(told)], variables(office)) as window:
        window.painted(QUEUE)
        window.painted("A-001")
        deadline = time.monotonic() + PATIENCE_S
        while not (told.exists() and told.read_text().endswith("\n")):
            assert time.monotonic() < deadline
            window.listen(0.05)
    loaded = set(told.read_text().split())
    assert {"textual", "sqlcipher3"} <= loaded
    assert loaded & SLOW == set()
