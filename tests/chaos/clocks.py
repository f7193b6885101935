"""Wrong wall clocks for real processes; the monotonic clock stays right, as on any machine."""

from pathlib import Path

FOLDER = Path(__file__).parent / "clock"
SKEWS_S = (0, 7, -7, 180, -180, 1200, -1200, 86_400)
"""From a clock that nobody corrects to one that was set to tomorrow."""


def wrong_by(seconds: int) -> dict[str, str]:
    """Return the variables of a process whose clock is so many seconds wrong."""
    return {"PYTHONPATH": str(FOLDER), "WRONG_BY_S": str(seconds)}
