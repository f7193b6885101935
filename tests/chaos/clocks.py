"""Wrong wall clocks for real processes, which jump while they run; the monotonic clock stays right."""

from pathlib import Path

from tests.e2e.installation import Installation

FOLDER = Path(__file__).parent / "clock"
SKEWS_S = (0, 7, -7, 180, -180, 1200, -1200, 86_400, -86_400)
"""From a clock that nobody corrects to one that was set to another day."""


def go_by_its_own(home: Installation) -> None:
    """Let what starts on a home from now on go by a clock that `set_wrong` can set; it begins right."""
    set_wrong(home, 0)
    home.variables |= {"PYTHONPATH": str(FOLDER), "WRONG_CLOCK": str(_file(home))}


def set_wrong(home: Installation, seconds: int) -> None:
    """Let a home's clock be so many seconds wrong from now on."""
    new = home.folder.with_suffix(".clock.new")
    new.write_text(str(seconds), encoding="ascii")
    new.replace(_file(home))


def _file(home: Installation) -> Path:
    return home.folder.with_suffix(".clock")
