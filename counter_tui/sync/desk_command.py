"""What a terminal asks its hub to do at the desk, and what the hub answers: `POST /v1/desk/{action}`."""

from typing import Any

import msgspec

from counter_tui.core.chain import SignedHead
from counter_tui.core.device_certificate import SignedCertificate
from counter_tui.core.print_job import Job

RESOLVE = "resolve"
"""The action that asks what became of a command: one that never arrived shall never be done either."""
NEVER_ARRIVED = "never_arrived"


class DeskCommand(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal asks its hub for a number or a call; `action` stands in the path.

    `id` is the terminal's own, kept before it is sent: however often it arrives, it is done once. `officer`
    is who acts at the terminal's `counter`; `arguments` are those of the desk's method. `cursor` is that of
    the terminal's pulls: what it has heard already needs no telling.
    """

    id: str
    counter: str
    officer: str
    arguments: dict[str, Any] = {}
    cursor: str = ""


class DeskAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a hub did for a command, the same however often it is asked.

    `lines` are the exact events that it wrote; `jobs` are for the terminal's printer. A
    refusal has a `code` and a `sentence` and wrote nothing. `ticket` is the number that it is about.
    What is told besides may be more when it is asked again: `before` are earlier lines of the number and of
    its day that have not reached the terminal yet, with those that lead on from them to one of `heads`, which
    the authors of all these lines signed; `devices` certify whose keys those are (None as in PullHead).
    """

    id: str
    done: bool
    ticket: str = ""
    words: str = ""
    code: str = ""
    sentence: str = ""
    before: list[str] = []
    lines: list[str] = []
    jobs: list[Job] = []
    heads: list[SignedHead] = []
    devices: list[SignedCertificate] | None = None
