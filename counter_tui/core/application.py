"""An application (*permohonan*) from its opening to the handover of what was asked for.

Completed stages and handovers are grow-only facts: what was physically done is kept wherever the
application stood, and a second handover stays and flags (DESIGN §4, §5). Times are UTC milliseconds.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Changes, Handler, Machine, StreamState, flagged
from counter_tui.core.ticket_state import StageDone

OPEN = "open"
READY = "ready"
HANDED_OVER = "handed_over"
OUTCOMES = ("incomplete", "deferred", "refused", "withdrawn")
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
    """One handover (*penyerahan*): to which kind of collector, and the record that says to whom."""

    at: int
    collector: str
    record: str
    readiness: str
    counter: str
    device: str
    actor: str
    event: str


class ApplicationState(StreamState, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that the events of one application say; `channel` is booking or walk_in."""

    ticket: str = ""
    number: str = ""
    service: str = ""
    product: str = ""
    channel: str = ""
    back_office: tuple[str, ...] = ()
    stages: dict[str, StageDone] = msgspec.field(default_factory=dict)
    opened_at: int | None = None
    paid_at: int | None = None
    ready_at: int | None = None
    shelf: str = ""
    slip: Slip | None = None
    handovers: tuple[Handover, ...] = ()
    outcome: str = ""
    reason: str = ""
    closed_at: int | None = None


class Opened(msgspec.Struct, frozen=True):
    """`application.opened`: for which service, under which ticket, with which back-office stages."""

    ticket: str = ""
    number: str = ""
    service: str = ""
    product: str = ""
    back_office: tuple[str, ...] = ()
    channel: str = ""


class StageCompleted(msgspec.Struct, frozen=True):
    """`application.stage_completed`: one stage at a counter or in the back office."""

    stage: str
    ticket: str = ""
    counter: str = ""


class Paid(msgspec.Struct, frozen=True):
    """`application.paid`: payment is a milestone, before or after the interview (DOMAIN §2)."""


class SlipPrinted(msgspec.Struct, frozen=True):
    """`application.slip_printed`: `copy` 0 is the original."""

    copy: int = 0
    kid: str | int = ""
    exp: int = 0
    promised: str | None = None
    reason: str | None = None
    counter: str = ""


class Ready(msgspec.Struct, frozen=True):
    """`application.ready`: it may be collected, at this shelf."""

    shelf: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """`application.outcome`: it ended or stopped otherwise, with a reason code."""

    outcome: Literal["incomplete", "deferred", "refused", "withdrawn"]
    reason: str = ""


class HandedOver(msgspec.Struct, frozen=True):
    """`application.handed_over`: `readiness` is what this device knew, `record` the collector's record."""

    collector: str = ""
    record: str | None = None
    readiness: str = "ready"
    counter: str = ""


def _open(state: ApplicationState, opened: Opened, event: Event) -> Changes:
    return _describe(state, opened, event) | {"status": OPEN}


def _describe(state: ApplicationState, opened: Opened, event: Event) -> Changes:
    if state.opened_at is not None:
        return {"flags": flagged(state, "opened_twice", event)}
    return {
        "ticket": opened.ticket,
        "number": opened.number,
        "service": opened.service,
        "product": opened.product,
        "back_office": opened.back_office,
        "channel": opened.channel,
        "opened_at": event.at,
    }


def _complete_stage(state: ApplicationState, completed: StageCompleted, event: Event) -> Changes:
    if completed.stage in state.stages:
        return {"flags": flagged(state, "stage_twice", event)}
    fact = StageDone(event.at, completed.counter, event.device, event.actor, event.id)
    return {"stages": {**state.stages, completed.stage: fact}}


def _pay(state: ApplicationState, _paid: Paid, event: Event) -> Changes:
    return {"paid_at": event.at} if state.paid_at is None else {}


def _print_slip(state: ApplicationState, printed: SlipPrinted, event: Event) -> Changes:
    first = state.slip
    if first is not None:
        return {"slip": msgspec.structs.replace(first, copies=first.copies + 1)}
    promised = printed.promised or ""
    kid = str(printed.kid)
    return {"slip": Slip(1, event.at, event.device, printed.counter, promised, printed.exp, kid)}


def _ready(_state: ApplicationState, ready: Ready, event: Event) -> Changes:
    return {
        "status": READY,
        "ready_at": event.at,
        "shelf": ready.shelf or "",
        "outcome": "",
        "reason": "",
        "closed_at": None,
    }


def _move_shelf(state: ApplicationState, ready: Ready, _event: Event) -> Changes:
    return {"shelf": ready.shelf or state.shelf}


def _ready_too_late(state: ApplicationState, ready: Ready, event: Event) -> Changes:
    return {
        "ready_at": event.at if state.ready_at is None else state.ready_at,
        "shelf": ready.shelf or state.shelf,
        "flags": flagged(state, "ready_after_handover", event),
    }


def _end(_state: ApplicationState, ended: Outcome, event: Event) -> Changes:
    return {
        "status": ended.outcome,
        "outcome": ended.outcome,
        "reason": ended.reason,
        "closed_at": event.at,
    }


def _hand_over(state: ApplicationState, handed: HandedOver, event: Event) -> Changes:
    record = handed.record or ""
    fact = Handover(
        event.at,
        handed.collector,
        record,
        handed.readiness,
        handed.counter,
        event.device,
        event.actor,
        event.id,
    )
    return {
        "status": HANDED_OVER,
        "handovers": (*state.handovers, fact),
        "closed_at": event.at if state.closed_at is None or not state.handovers else state.closed_at,
    }


def _hand_over_unready(state: ApplicationState, handed: HandedOver, event: Event) -> Changes:
    return _hand_over(state, handed, event) | {"flags": flagged(state, "handover_unready", event)}


def _hand_over_twice(state: ApplicationState, handed: HandedOver, event: Event) -> Changes:
    return _hand_over(state, handed, event) | {"flags": flagged(state, "handover_twice", event)}


def _hand_over_after_outcome(state: ApplicationState, handed: HandedOver, event: Event) -> Changes:
    return _hand_over(state, handed, event) | {"flags": flagged(state, "handover_after_outcome", event)}


PAYLOADS: dict[str, type[msgspec.Struct]] = {
    "application.opened": Opened,
    "application.stage_completed": StageCompleted,
    "application.paid": Paid,
    "application.slip_printed": SlipPrinted,
    "application.ready": Ready,
    "application.outcome": Outcome,
    "application.handed_over": HandedOver,
}

Move = Handler[ApplicationState]

FACTS: dict[str, Move] = {
    "application.stage_completed": _complete_stage,
    "application.paid": _pay,
    "application.slip_printed": _print_slip,
}
"""What is true wherever the application stands, and moves it nowhere."""

TRANSITIONS: dict[tuple[str, str], Move] = {
    (UNKNOWN, "application.opened"): _open,
    (OPEN, "application.ready"): _ready,
    (UNKNOWN, "application.ready"): _ready,
    (READY, "application.ready"): _move_shelf,
    (HANDED_OVER, "application.ready"): _ready_too_late,
    (OPEN, "application.outcome"): _end,
    (READY, "application.outcome"): _end,
    (READY, "application.handed_over"): _hand_over,
    (OPEN, "application.handed_over"): _hand_over_unready,
    (UNKNOWN, "application.handed_over"): _hand_over_unready,
    (HANDED_OVER, "application.handed_over"): _hand_over_twice,
    **{(ended, "application.ready"): _ready for ended in ("incomplete", "deferred")},
    **{(ended, "application.outcome"): _end for ended in ("incomplete", "deferred")},
    **{(ended, "application.handed_over"): _hand_over_after_outcome for ended in OUTCOMES},
    **{(status, kind): fact for status in STATUSES for kind, fact in FACTS.items()},
}
"""(status, event type) to what it does; incomplete and deferred ones may still be finished."""

APPLICATIONS = Machine(ApplicationState, PAYLOADS, TRANSITIONS, misfits={"application.opened": _describe})


def apply(state: ApplicationState | None, event: Event) -> ApplicationState | None:
    """Return the application after one more event, or None when it must be folded whole."""
    return APPLICATIONS.apply(state, event)


def fold(events: Iterable[Event]) -> ApplicationState | None:
    """Return the application that this set of events makes; None for none."""
    return APPLICATIONS.fold(events)
