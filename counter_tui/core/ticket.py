"""A ticket (*nomor antrean*): waiting → called → serving → waiting for the next visit … → finished.

`TRANSITIONS` is the whole truth about what fits where. What stands in no row changes no position and
flags the ticket; a completed stage is kept all the same, and only undo removes it (DESIGN §2, §4).
"""

from collections.abc import Iterable

from counter_tui.core import ticket_moves as moves
from counter_tui.core.contradictions import note_check
from counter_tui.core.event import Event
from counter_tui.core.folding import UNKNOWN, Handler, Machine
from counter_tui.core.ticket_events import PAYLOADS, Authority, Destination
from counter_tui.core.ticket_state import (
    BURNED,
    CALLABLE,
    CALLED,
    CANCELLED,
    CLOSED,
    COMPLETED,
    FINISHED,
    HELD,
    IN_HAND,
    MISSED,
    SERVING,
    TRANSFERRED,
    WAITING,
    Missed,
    StageDone,
    TicketState,
    remaining,
    visit_stages,
)

__all__ = [
    "BURNED",
    "CALLABLE",
    "CALLED",
    "CANCELLED",
    "CLOSED",
    "COMPLETED",
    "FINISHED",
    "HELD",
    "IN_HAND",
    "MISSED",
    "SERVING",
    "TICKETS",
    "TRANSFERRED",
    "TRANSITIONS",
    "WAITING",
    "Authority",
    "Destination",
    "Missed",
    "StageDone",
    "TicketState",
    "apply",
    "fold",
    "remaining",
    "visit_stages",
]

Move = Handler[TicketState]

TRANSITIONS: dict[tuple[str, str], Move] = {
    (UNKNOWN, "ticket.issued"): moves.issue,
    (WAITING, "ticket.called"): moves.call,
    (MISSED, "ticket.called"): moves.call,
    (TRANSFERRED, "ticket.called"): moves.call,
    (CALLED, "ticket.called"): moves.call_twice,
    (SERVING, "ticket.called"): moves.call_twice,
    (CALLED, "ticket.recalled"): moves.recall,
    (CALLED, "ticket.started"): moves.start,
    (CALLED, "ticket.stage_completed"): moves.complete_stage,
    (SERVING, "ticket.stage_completed"): moves.complete_stage,
    (CALLED, "ticket.missed"): moves.miss,
    (MISSED, "ticket.requeued"): moves.requeue,
    (CALLED, "ticket.held"): moves.hold,
    (SERVING, "ticket.held"): moves.hold,
    (HELD, "ticket.resumed"): moves.resume,
    (WAITING, "ticket.transferred"): moves.transfer,
    (CALLED, "ticket.transferred"): moves.transfer,
    (SERVING, "ticket.transferred"): moves.transfer,
    (HELD, "ticket.transferred"): moves.transfer,
    (MISSED, "ticket.transferred"): moves.transfer,
    (TRANSFERRED, "ticket.transferred"): moves.transfer,
    (WAITING, "ticket.cancelled"): moves.cancel,
    (CALLED, "ticket.cancelled"): moves.cancel,
    (SERVING, "ticket.cancelled"): moves.cancel,
    (HELD, "ticket.cancelled"): moves.cancel,
    (MISSED, "ticket.cancelled"): moves.cancel,
    (TRANSFERRED, "ticket.cancelled"): moves.cancel,
    (CALLED, "ticket.concluded"): moves.conclude,
    (SERVING, "ticket.concluded"): moves.conclude,
    (HELD, "ticket.concluded"): moves.conclude,
    (WAITING, "ticket.priority_changed"): moves.change_priority,
    (CALLED, "ticket.priority_changed"): moves.change_priority,
    (SERVING, "ticket.priority_changed"): moves.change_priority,
    (HELD, "ticket.priority_changed"): moves.change_priority,
    (MISSED, "ticket.priority_changed"): moves.change_priority,
    (TRANSFERRED, "ticket.priority_changed"): moves.change_priority,
    (WAITING, "ticket.service_changed"): moves.change_service,
    (CALLED, "ticket.service_changed"): moves.change_service,
    (SERVING, "ticket.service_changed"): moves.change_service,
    (HELD, "ticket.service_changed"): moves.change_service,
    (MISSED, "ticket.service_changed"): moves.change_service,
    (TRANSFERRED, "ticket.service_changed"): moves.change_service,
    (WAITING, "ticket.authority_moved"): moves.move_authority,
    (CALLED, "ticket.authority_moved"): moves.move_authority,
    (SERVING, "ticket.authority_moved"): moves.move_authority,
    (HELD, "ticket.authority_moved"): moves.move_authority,
    (MISSED, "ticket.authority_moved"): moves.move_authority,
    (TRANSFERRED, "ticket.authority_moved"): moves.move_authority,
    **{(closed, kind): moves.after_close for closed in sorted(CLOSED) for kind in PAYLOADS},
}
"""(status, event type) to what it does."""

for closed in CLOSED:
    TRANSITIONS[closed, "ticket.stage_completed"] = moves.record_stray_stage
for anywhere in (UNKNOWN, WAITING, CALLED, SERVING, HELD, MISSED, TRANSFERRED, FINISHED, CANCELLED):
    TRANSITIONS[anywhere, "ticket.printed"] = moves.note_print
    TRANSITIONS[anywhere, "ticket.checked"] = note_check

TICKETS = Machine(
    TicketState,
    PAYLOADS,
    TRANSITIONS,
    misfits={"ticket.stage_completed": moves.record_stray_stage},
    remains={"ticket.issued": moves.burn},
)


def apply(state: TicketState | None, event: Event) -> TicketState | None:
    """Return the ticket after one more event, or None when it must be folded whole (see `Machine.apply`)."""
    return TICKETS.apply(state, event)


def fold(events: Iterable[Event]) -> TicketState | None:
    """Return the ticket that this set of events makes, in whatever order they come; None for none."""
    return TICKETS.fold(events)
