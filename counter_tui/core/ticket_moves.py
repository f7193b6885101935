"""What each ticket event changes where it fits; each function returns only the fields that change."""

from counter_tui.core import ticket_events as said
from counter_tui.core.contradictions import flagged
from counter_tui.core.event import Event
from counter_tui.core.folding import Changes
from counter_tui.core.routes import all_done, next_visit, visit_for
from counter_tui.core.ticket_state import (
    BURNED,
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
    visit_stages,
)

NOT_IN_HAND: Changes = {"destination": None, "held_at": None, "held_reason": ""}
_NOT_STARTED: Changes = {"started_at": None, "aside_ms": 0}


def issue(_state: TicketState, issued: said.Issued, event: Event) -> Changes:
    """The number exists and waits for its first visit."""
    return {
        "status": WAITING,
        "business_day": issued.business_day,
        "number": issued.number,
        "series": issued.series,
        "service": issued.service,
        "product": issued.product,
        "route": issued.route,
        "applications": issued.applications,
        "authority": issued.authority,
        "channel": issued.channel,
        "priority": issued.priority,
        "slot": issued.slot,
        "visit": 1,
        "issued_at": event.at,
        "waiting_since": event.at,
    }


def burn(state: TicketState, issued: said.Issued, event: Event) -> Changes:
    """An undone issue leaves a burnt number: known, closed, never used again."""
    return issue(state, issued, event) | {
        "status": CANCELLED,
        "waiting_since": None,
        "closed_at": event.at,
        "outcome": BURNED,
    }


def call(_state: TicketState, called: said.Called, event: Event) -> Changes:
    """A counter called it."""
    return (
        NOT_IN_HAND
        | {
            "status": CALLED,
            "counter": called.counter,
            "device": called.device or event.device,
            "actor": event.actor,
            "call": event.id,
            "called_at": event.at,
            "calls": 1,
        }
        | _NOT_STARTED
    )


def recall(state: TicketState, _recalled: said.AtCounter, _event: Event) -> Changes:
    """The voice calls again."""
    return {"calls": state.calls + 1}


def start(state: TicketState, started: said.Started, event: Event) -> Changes:
    """The applicant sits down."""
    return {
        "status": SERVING,
        "counter": started.counter or state.counter,
        "device": event.device,
        "actor": event.actor,
        "started_at": event.at,
    }


def complete_stage(state: TicketState, completed: said.StageCompleted, event: Event) -> Changes:
    """One stage is done; with the last of its visit the visit closes by itself."""
    changes = record_stage(state, completed, event)
    if state.started_at is None:
        changes["started_at"] = event.at
    if not all_done(visit_stages(state), changes["done"]):
        changes["status"] = SERVING
        return changes
    return changes | _close_visit(state, changes["done"], event)


def record_stage(state: TicketState, completed: said.StageCompleted, event: Event) -> Changes:
    """Keep the physical fact; the first record of a stage stands, another one is flagged."""
    if completed.stage in state.done:
        first = state.done[completed.stage].event
        return {"done": state.done, "flags": flagged(state, "stage_twice", event, first)}
    fact = StageDone(event.at, completed.counter or state.counter, event.device, event.actor, event.id)
    return {"done": {**state.done, completed.stage: fact}}


def record_stray_stage(state: TicketState, completed: said.StageCompleted, event: Event) -> Changes:
    """Keep a stage that was done while the ticket stood elsewhere: no move, but somebody must look."""
    code = "after_close" if state.status in CLOSED else "misfit"
    return record_stage(state, completed, event) | {"flags": flagged(state, code, event)}


def miss(state: TicketState, missed: said.Missed, event: Event) -> Changes:
    """Nobody came (*tidak hadir*)."""
    count = state.missed.count + 1 if state.missed else 1
    fact = Missed(event.at, count, missed.rule, missed.n, missed.pause_ms)
    return {"status": MISSED, "missed": fact}


def requeue(_state: TicketState, _nothing: said.Nothing, _event: Event) -> Changes:
    """A missed number waits again with its old arrival, as if it had been there."""
    return {"status": WAITING}


def hold(state: TicketState, held: said.Held, event: Event) -> Changes:
    """Set aside at this counter."""
    return {
        "status": HELD,
        "counter": held.counter or state.counter,
        "held_at": event.at,
        "held_reason": held.reason,
    }


def resume(state: TicketState, resumed: said.AtCounter, event: Event) -> Changes:
    """Taken back in hand, to where it was when it was set aside."""
    started = state.started_at is not None
    held = max(0, event.at - (state.held_at or event.at)) if started else 0
    return NOT_IN_HAND | {
        "status": SERVING if started else CALLED,
        "aside_ms": state.aside_ms + held,
        "counter": resumed.counter or state.counter,
        "device": event.device,
        "actor": event.actor,
    }


def transfer(state: TicketState, moved: said.Transferred, event: Event) -> Changes:
    """It waits elsewhere: at a stage, a counter, another service or the supervisor."""
    changes = NOT_IN_HAND | {"status": TRANSFERRED, "destination": moved.to, "calls": 0} | _NOT_STARTED
    if state.status in IN_HAND or state.status == HELD:
        changes["waiting_since"] = event.at
    if moved.service is not None:
        changes["service"] = moved.service
    if moved.product is not None:
        changes["product"] = moved.product
    route = state.route if moved.route is None else moved.route
    visit = state.visit if moved.route is None else next_visit(route, state.done) or len(route)
    if moved.to.kind == "stage":
        route, visit = visit_for(moved.to.code, route, visit)
    return changes | {"route": route, "visit": visit}


def cancel(_state: TicketState, cancelled: said.Cancelled, event: Event) -> Changes:
    """The number is void (*nomor batal*)."""
    return NOT_IN_HAND | {
        "status": CANCELLED,
        "waiting_since": None,
        "closed_at": event.at,
        "reason": cancelled.reason,
    }


def conclude(state: TicketState, concluded: said.Concluded, event: Event) -> Changes:
    """It ended otherwise: documents incomplete, deferred, refused or withdrawn."""
    return NOT_IN_HAND | {
        "status": FINISHED,
        "waiting_since": None,
        "counter": concluded.counter or state.counter,
        "closed_at": event.at,
        "outcome": concluded.outcome,
        "reason": concluded.reason,
    }


def change_priority(_state: TicketState, changed: said.PriorityChanged, _event: Event) -> Changes:
    """Another priority group (*kelompok rentan*), or none."""
    return {"priority": changed.priority}


def change_service(state: TicketState, changed: said.ServiceChanged, _event: Event) -> Changes:
    """Another service: it goes on at the first visit of the new route that is not done yet."""
    return {
        "service": changed.service,
        "product": changed.product,
        "route": changed.route,
        "visit": next_visit(changed.route, state.done) or len(changed.route),
    }


def note_print(state: TicketState, _printed: said.Printed, _event: Event) -> Changes:
    """The number went to paper once more."""
    return {"copies": state.copies + 1}


def move_authority(_state: TicketState, moved: said.AuthorityMoved, _event: Event) -> Changes:
    """Another hub or device may call it from now on."""
    return {"authority": moved.authority}


def call_twice(state: TicketState, _called: said.Called, event: Event) -> Changes:
    """Two counters called one number: the first keeps it, and somebody must look."""
    return {"flags": flagged(state, "called_twice", event, state.call)}


def after_close(state: TicketState, _payload: object, event: Event) -> Changes:
    """Something was done with a closed ticket: nothing moves, and somebody must look."""
    return {"flags": flagged(state, "after_close", event)}


def _close_visit(state: TicketState, done: dict[str, StageDone], event: Event) -> Changes:
    following = next_visit(state.route, done)
    if following:
        return (
            NOT_IN_HAND
            | {
                "status": WAITING,
                "visit": following,
                "waiting_since": event.at,
                "missed": None,
                "calls": 0,
            }
            | _NOT_STARTED
        )
    return NOT_IN_HAND | {
        "status": FINISHED,
        "waiting_since": None,
        "closed_at": event.at,
        "outcome": COMPLETED,
    }
