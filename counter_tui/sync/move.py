"""What is said when a hub moves to one of its terminals while it still runs (pindah hub, DESIGN §4)."""

from typing import NamedTuple

import msgspec

from counter_tui.core.hub_announcement import SignedAnnouncement

PATH = "/v1/hub"
MOVING = "moving"
"""Code of the answer to a command while the hub moves: it is asked again in a moment."""
MOVED = "moved"
"""Code of one that is no hub any more: whether it did the command, the next hub knows."""
PATIENCE_S = 10.0
"""So long a terminal waits for a hub that moves, before it goes on as without one."""
ANSWER_S = 5.0
"""How long the old hub may take for one of the two answers."""


class KeptAnswer(NamedTuple):
    """What the old hub answered to a device's command, as it keeps it; `at` is UTC milliseconds."""

    command: str
    device: str
    answer: str
    at: int


class MoveAsk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A terminal takes its hub's place by decision of an `officer` (id).

    Without an `announcement` the hub is to grant nothing for a while; with its text it gives way for good.
    """

    officer: str
    announcement: str = ""


class MoveAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answers of a hub that now grants nothing; of one that gave way, its signature of the next one."""

    answers: list[KeptAnswer] = []
    signed: SignedAnnouncement | None = None
