"""What an application (*permohonan*) knows about itself; times are UTC milliseconds."""

import msgspec

from counter_tui.core.folding import UNKNOWN, StreamState
from counter_tui.core.ticket_state import StageDone

OPEN = "open"
READY = "ready"
HANDED_OVER = "handed_over"
ENDED = ("refused", "withdrawn", "cancelled")
"""What nothing is handed over of any more; `cancelled` is a made passport that became void (Ps 30)."""
OUTCOMES = ("incomplete", "deferred", *ENDED)
STATUSES = (UNKNOWN, OPEN, READY, HANDED_OVER, *OUTCOMES)


class Slip(msgspec.Struct, frozen=True):
    """The pickup slip (*resi*): how many copies so far, and what the first one said.

    `promised` is an ISO date, `exp` Unix seconds as in the token.
    """

    copies: int
    at: int
    device: str
    counter: str
    promised: str
    exp: int
    kid: str


class Handover(msgspec.Struct, frozen=True):
    """One handover (*penyerahan*): to which kind of collector, and the record that says to whom.

    `signed_at` is when the collector's signature was noted; `list` is the partner's list, empty for one.
    """

    at: int
    collector: str
    record: str
    readiness: str
    counter: str
    device: str
    actor: str
    event: str
    signed_at: int | None = None
    list: str = ""


class ApplicationState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that the events of one application say; `channel` is booking or walk_in."""

    ticket: str = ""
    number: str = ""
    service: str = ""
    product: str = ""
    channel: str = ""
    back_office: tuple[str, ...] = ()
    stages: dict[str, StageDone] = msgspec.field(default_factory=dict)
    opening: str = ""
    """The event that opened it."""
    opened_at: int | None = None
    paid_at: int | None = None
    ready_at: int | None = None
    shelf: str = ""
    slip: Slip | None = None
    handovers: tuple[Handover, ...] = ()
    outcome: str = ""
    reason: str = ""
    closed_at: int | None = None
