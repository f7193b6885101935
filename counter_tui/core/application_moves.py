"""What each application event changes where it fits; each function returns only the fields that change."""

import msgspec

from counter_tui.core import application_events as said
from counter_tui.core.application_state import (
    HANDED_OVER,
    OPEN,
    READY,
    ApplicationState,
    Handover,
    Slip,
)
from counter_tui.core.contradictions import flagged
from counter_tui.core.event import Event
from counter_tui.core.folding import Changes
from counter_tui.core.ticket_state import StageDone


def begin(state: ApplicationState, opened: said.Opened, event: Event) -> Changes:
    """The application exists."""
    return describe(state, opened, event) | {"status": OPEN}


def reopen(state: ApplicationState, opened: said.Opened, _event: Event) -> Changes:
    """An incomplete or deferred one comes back under another ticket."""
    return _under(state, opened) | {"status": OPEN, "outcome": "", "reason": "", "closed_at": None}


def open_again(state: ApplicationState, opened: said.Opened, event: Event) -> Changes:
    """It goes on under another ticket where its own was cancelled; else a second opening is flagged."""
    if opened.instead and opened.instead == state.ticket:
        return _under(state, opened)
    return describe(state, opened, event)


def change_service(_state: ApplicationState, changed: said.ServiceChanged, _event: Event) -> Changes:
    """Its number changed to another service: so did what is made of it."""
    return {"service": changed.service, "product": changed.product, "back_office": changed.back_office}


def describe(state: ApplicationState, opened: said.Opened, event: Event) -> Changes:
    """What it is for; a second opening changes nothing and is flagged."""
    if state.opened_at is not None:
        return {"flags": flagged(state, "opened_twice", event, state.opening)}
    return {
        "ticket": opened.ticket,
        "number": opened.number,
        "service": opened.service,
        "product": opened.product,
        "back_office": opened.back_office,
        "channel": opened.channel,
        "opening": event.id,
        "opened_at": event.at,
    }


def complete_stage(state: ApplicationState, completed: said.StageCompleted, event: Event) -> Changes:
    """One stage is done; the first record of it stands, the ticket's own stream flags a second one."""
    if completed.stage in state.stages:
        return {}
    fact = StageDone(event.at, completed.counter, event.device, event.actor, event.id)
    return {"stages": {**state.stages, completed.stage: fact}}


def pay(state: ApplicationState, _paid: said.Paid, event: Event) -> Changes:
    """It is paid, whenever that was."""
    return {"paid_at": event.at} if state.paid_at is None else {}


def print_slip(state: ApplicationState, printed: said.SlipPrinted, event: Event) -> Changes:
    """One more copy of its slip went to paper; the first one is described."""
    first = state.slip
    if first is not None:
        return {"slip": msgspec.structs.replace(first, copies=first.copies + 1)}
    promised = printed.promised or ""
    kid = str(printed.kid)
    return {"slip": Slip(1, event.at, event.device, printed.counter, promised, printed.exp, kid)}


def make_ready(_state: ApplicationState, ready: said.Ready, event: Event) -> Changes:
    """It may be collected, also after it was incomplete or deferred."""
    return {
        "status": READY,
        "ready_at": _ready_at(ready, event),
        "shelf": ready.shelf or "",
        "outcome": "",
        "reason": "",
        "closed_at": None,
    }


def _ready_at(ready: said.Ready, event: Event) -> int:
    """Return since when it may be collected; never later than it was said."""
    return event.at if ready.since is None else min(ready.since, event.at)


def move_shelf(state: ApplicationState, ready: said.Ready, _event: Event) -> Changes:
    """It lies on another shelf."""
    return {"shelf": ready.shelf or state.shelf}


def ready_too_late(state: ApplicationState, ready: said.Ready, event: Event) -> Changes:
    """Readiness noted after the handover takes nothing back."""
    return {
        "ready_at": _ready_at(ready, event) if state.ready_at is None else state.ready_at,
        "shelf": ready.shelf or state.shelf,
        "flags": flagged(state, "ready_after_handover", event),
    }


def end(_state: ApplicationState, ended: said.Outcome, event: Event) -> Changes:
    """It ended or stopped otherwise."""
    return {
        "status": ended.outcome,
        "outcome": ended.outcome,
        "reason": ended.reason,
        "closed_at": event.at,
    }


def hand_over(state: ApplicationState, handed: said.HandedOver, event: Event) -> Changes:
    """What was asked for has left the office."""
    fact = Handover(
        event.at,
        handed.collector,
        handed.record or "",
        handed.readiness,
        handed.counter,
        event.device,
        event.actor,
        event.id,
        event.at if handed.signed else None,
        handed.list,
    )
    return {
        "status": HANDED_OVER,
        "handovers": (*state.handovers, fact),
        "closed_at": event.at if state.closed_at is None or not state.handovers else state.closed_at,
    }


def hand_over_unready(state: ApplicationState, handed: said.HandedOver, event: Event) -> Changes:
    """It left although nobody had noted that it was ready."""
    return hand_over(state, handed, event) | {"flags": flagged(state, "handover_unready", event)}


def hand_over_twice(state: ApplicationState, handed: said.HandedOver, event: Event) -> Changes:
    """It left a second time: both records stay, and somebody must look."""
    before = (handover.event for handover in state.handovers)
    return hand_over(state, handed, event) | {"flags": flagged(state, "handover_twice", event, *before)}


def hand_over_after_outcome(state: ApplicationState, handed: said.HandedOver, event: Event) -> Changes:
    """It left although it had ended otherwise."""
    return hand_over(state, handed, event) | {"flags": flagged(state, "handover_after_outcome", event)}


def sign_receipt(state: ApplicationState, signed: said.ReceiptSigned, event: Event) -> Changes:
    """The collector signed; the first signature of a handover stands."""
    return {
        "handovers": tuple(
            msgspec.structs.replace(one, signed_at=event.at)
            if one.event == signed.handover and one.signed_at is None
            else one
            for one in state.handovers
        )
    }


def report_pickup(state: ApplicationState, _reported: said.PickupReported, event: Event) -> Changes:
    """Somebody tried to collect in a way that must be looked into; nothing moves."""
    return {"flags": flagged(state, "pickup_reported", event)}


def _under(state: ApplicationState, opened: said.Opened) -> Changes:
    return {
        "ticket": opened.ticket,
        "number": opened.number,
        "service": opened.service or state.service,
        "product": opened.product or state.product,
        "back_office": opened.back_office or state.back_office,
    }
