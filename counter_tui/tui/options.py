"""How a terminal wants its screen: settings of the office, and a clock that tests may hold still."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from counter_tui import language
from counter_tui.tui.bounce import Pace

if TYPE_CHECKING:
    from counter_tui.tui.commands import Command
    from counter_tui.tui.paper_watch import Paper


def wall_ms() -> int:
    """Return this moment in UTC milliseconds."""
    return time.time_ns() // 1_000_000


class Scanners(Protocol):
    """The scanners that have a line of their own, beside those that type."""

    def start(self, take: Callable[[str], None]) -> None:
        """Begin to read; `take` gets each text, in a thread of the scanner's."""

    def stop(self) -> None:
        """Let the lines go, at once."""

    def troubles(self) -> Sequence[str]:
        """Return one sentence for each scanner that cannot be read now."""
        ...


class HubRole(Protocol):
    """What makes this computer its site's hub; asked in the desk's thread."""

    @property
    def possible(self) -> bool:
        """Whether this computer is a terminal of a hub now."""
        ...

    def hub_answers(self) -> bool:
        """Ask whether the present hub answers; refused for an officer who may not decide it."""
        ...

    def take(self, *, planned: bool) -> None:
        """Be the hub, in a planned move with the help of the present one; raises Refused."""
        ...


class Options(msgspec.Struct, frozen=True):
    """`theme` is gelap, terang or kontras; `keymap` gives other keys to binding ids (`action.recall`)."""

    theme: str = "gelap"
    keymap: Mapping[str, str] = msgspec.field(default_factory=dict)
    idle_minutes: int = 10
    """Minutes without a key until the screen locks itself; 0 never."""
    bell: bool = True
    pace: Pace = msgspec.field(default_factory=Pace)
    now: Callable[[], int] = wall_ms
    opened: Callable[[], None] | None = None
    """Called in a thread of its own once the first frame is painted, for what must not delay it."""
    commands: "Callable[[], tuple[Command, ...]]" = tuple
    """Palette commands of the wiring, such as the demo's cutting of the line, in the language in use."""
    lane: str = "normal"
    """How Penyerahan works: `normal`, or `drive_thru` where cars drive past (SCREENS §5)."""
    keep_lane: Callable[[str], None] = lambda _lane: None
    """Keep another lane for the next start of this machine."""
    speak: Callable[[str], None] = language.use
    """Speak a language from now on and keep it for the next start."""
    scanners: Scanners | None = None
    """The scanners of `config.toml`; None where there are none."""
    hub_role: HubRole | None = None
    """What makes this computer its site's hub; None where nothing can."""
    paper: "Callable[[], Paper | None] | None" = None
    """Return the newest sheet of a virtual printer; None where paper comes out of a real one."""
