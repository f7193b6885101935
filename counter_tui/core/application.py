"""An application (*permohonan*) from its opening to the handover of what was asked for.

Completed stages and handovers are grow-only facts: what was physically done is kept wherever the
application stood, and a second handover stays and flags (DESIGN §4, §5). Times are UTC milliseconds.
"""

from collections.abc import Iterable

from counter_tui.core import application_moves as moves
from counter_tui.core.application_events import PAYLOADS
from counter_tui.core.application_state import (
    ENDED,
    HANDED_OVER,
    OPEN,
    OUTCOMES,
    READY,
    STATUSES,
    ApplicationState,
    Handover,
    Slip,
)
from counter_tui.core.contradictions import note_check
from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Handler, Machine

__all__ = [
    "APPLICATIONS",
    "ENDED",
    "HANDED_OVER",
    "OPEN",
    "OUTCOMES",
    "PAYLOADS",
    "READY",
    "STATUSES",
    "TRANSITIONS",
    "UNKNOWN",
    "ApplicationState",
    "Handover",
    "Slip",
    "apply",
    "fold",
]

Move = Handler[ApplicationState]

FACTS: dict[str, Move] = {
    "application.stage_completed": moves.complete_stage,
    "application.paid": moves.pay,
    "application.slip_printed": moves.print_slip,
    "application.receipt_signed": moves.sign_receipt,
    "application.pickup_reported": moves.report_pickup,
    "application.checked": note_check,
}
"""What is true wherever the application stands, and moves it nowhere."""

TRANSITIONS: dict[tuple[str, str], Move] = {
    (UNKNOWN, "application.opened"): moves.begin,
    (OPEN, "application.opened"): moves.open_again,
    (OPEN, "application.service_changed"): moves.change_service,
    (OPEN, "application.ready"): moves.make_ready,
    (UNKNOWN, "application.ready"): moves.make_ready,
    (READY, "application.ready"): moves.move_shelf,
    (HANDED_OVER, "application.ready"): moves.ready_too_late,
    (OPEN, "application.outcome"): moves.end,
    (READY, "application.outcome"): moves.end,
    (READY, "application.handed_over"): moves.hand_over,
    (OPEN, "application.handed_over"): moves.hand_over_unready,
    (UNKNOWN, "application.handed_over"): moves.hand_over_unready,
    (HANDED_OVER, "application.handed_over"): moves.hand_over_twice,
    **{(stopped, "application.opened"): moves.reopen for stopped in ("incomplete", "deferred")},
    **{(stopped, "application.ready"): moves.make_ready for stopped in ("incomplete", "deferred")},
    **{(stopped, "application.outcome"): moves.end for stopped in ("incomplete", "deferred")},
    **{(ended, "application.handed_over"): moves.hand_over_after_outcome for ended in OUTCOMES},
    **{(status, kind): fact for status in STATUSES for kind, fact in FACTS.items()},
}
"""(status, event type) to what it does; incomplete and deferred ones may still be finished."""

APPLICATIONS = Machine(
    ApplicationState, PAYLOADS, TRANSITIONS, misfits={"application.opened": moves.describe}
)


def apply(state: ApplicationState | None, event: Event) -> ApplicationState | None:
    """Return the application after one more event, or None when it must be folded whole."""
    return APPLICATIONS.apply(state, event)


def fold(events: Iterable[Event]) -> ApplicationState | None:
    """Return the application that this set of events makes; None for none."""
    return APPLICATIONS.fold(events)
