"""How a terminal wants its screen: settings of the office, and a clock that tests may hold still."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from counter_tui.tui.bounce import Pace


def wall_ms() -> int:
    """Return this moment in UTC milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Options:
    """`theme` is gelap, terang or kontras; `keymap` gives other keys to binding ids (`action.recall`)."""

    theme: str = "gelap"
    keymap: Mapping[str, str] = field(default_factory=dict)
    idle_minutes: int = 10
    """Minutes without a key until the screen locks itself; 0 never."""
    bell: bool = True
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], int] = wall_ms
