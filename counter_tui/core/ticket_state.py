"""What a ticket (*nomor antrean*) knows about itself, and the words for where it can stand.

Visits count from 1. Times are UTC milliseconds of the writing device's clock.
"""

import msgspec

from counter_tui.core.folding import StreamState
from counter_tui.core.routes import Route
from counter_tui.core.ticket_events import Authority, Destination

WAITING = "waiting"
CALLED = "called"
SERVING = "serving"
HELD = "held"
MISSED = "missed"
TRANSFERRED = "transferred"
FINISHED = "finished"
CANCELLED = "cancelled"

CALLABLE = frozenset({WAITING, MISSED, TRANSFERRED})
"""The statuses of which selection may choose."""
IN_HAND = frozenset({CALLED, SERVING})
CLOSED = frozenset({FINISHED, CANCELLED})

COMPLETED = "completed"
"""The outcome of a ticket whose last stage was done."""
BURNED = "burned"
"""The outcome of a ticket whose issue was undone: its number is never used again."""


class StageDone(msgspec.Struct, frozen=True, gc=False):
    """One completed stage: when, where, by whom, and the event that says so."""

    at: int
    counter: str
    device: str
    actor: str
    event: str


class Missed(msgspec.Struct, frozen=True):
    """When nobody came, how often by now, and the rule of that moment (*aturan tidak hadir*)."""

    at: int
    count: int
    rule: str
    n: int
    pause_ms: int


class TicketState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that the events of one ticket say.

    `visit` counts from 1; `waiting_since` is when it joined the queue in which it waits; `calls` counts
    the calls of this visit; `counter` and `device` are where it is or last was in hand.
    """

    business_day: str = ""
    number: str = ""
    series: str = ""
    service: str = ""
    product: str = ""
    route: Route = ()
    applications: tuple[str, ...] = ()
    authority: Authority = Authority()
    channel: str = ""
    priority: str | None = None
    slot: int | None = None
    visit: int = 0
    done: dict[str, StageDone] = msgspec.field(default_factory=dict)
    counter: str = ""
    device: str = ""
    actor: str = ""
    destination: Destination | None = None
    issued_at: int | None = None
    waiting_since: int | None = None
    call: str = ""
    """The event with which it was last called."""
    called_at: int | None = None
    calls: int = 0
    started_at: int | None = None
    aside_ms: int = 0
    """How long it was held since it was started: nobody served it then."""
    held_at: int | None = None
    held_reason: str = ""
    missed: Missed | None = None
    closed_at: int | None = None
    outcome: str = ""
    reason: str = ""
    copies: int = 0
    """How often the number itself went to paper."""


def visit_stages(state: TicketState) -> tuple[str, ...]:
    """Return the stages of the visit at which the ticket stands, done or not."""
    if 1 <= state.visit <= len(state.route):
        return state.route[state.visit - 1]
    return ()


def remaining(state: TicketState) -> tuple[str, ...]:
    """Return the stages of this visit that are still to be done, in their order."""
    return tuple(stage for stage in visit_stages(state) if stage not in state.done)
