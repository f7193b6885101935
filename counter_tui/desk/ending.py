"""Ending a number otherwise than by its last stage: another outcome, or the number itself cancelled."""

from typing import TYPE_CHECKING

from counter_tui.core.application import OPEN
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import (
    CALLED,
    HELD,
    MISSED,
    SERVING,
    TRANSFERRED,
    WAITING,
    TicketState,
)
from counter_tui.desk import hand, owed_note, reasons, refusal_note, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView

NOT_CLOSED = frozenset({WAITING, CALLED, SERVING, HELD, MISSED, TRANSFERRED})


def conclude(post: "Post", outcome: str, reason: str, ticket: str | None) -> "TicketView":
    """End the number in hand and its applications with an outcome and a reason code."""
    ways = reasons.outcome_names()
    if outcome not in ways:
        raise Refused(
            _("Hasil tidak dikenal. Tidak ada yang berubah. Pilih dari: {outcomes}.").format(
                outcomes=", ".join(ways)
            ),
            code="outcome",
        )
    name, why = ways[outcome]
    with post.step(Duty.SERVE) as step:
        state = hand.take(
            post, step, ticket, {CALLED, SERVING}, _("Hasil lain hanya untuk nomor di loket ini.")
        )
        known = reasons.known(reason, why)
        step.on_ticket(state.id, "concluded", outcome=outcome, reason=known, counter=post.identity.counter)
        for application in state.applications:
            step.on_application(application, "outcome", outcome=outcome, reason=known)
            _note(post, step, application)
    return ticket_view.acted(post, step, state.id, _("{number} {outcome}"), outcome=name.lower())


def _note(post: "Post", step: "Step", application: str) -> None:
    """Print the refusal note that is owed, where the office lets it come by itself."""
    state = step.application(application)
    if post.rules.refusal_note == "printed" and owed_note.owed(state):
        refusal_note.print_within(post, step, state)


def cancel(post: "Post", reason: str, ticket: str | None) -> "TicketView":
    """Cancel the number; a walk-in's applications are withdrawn with it, a booking may come again."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(
            post, step, ticket, NOT_CLOSED, _("Hanya nomor yang masih terbuka dapat dibatalkan.")
        )
        cancel_within(step, state, reasons.known(reason, reasons.cancel_names()))
    return ticket_view.acted(post, step, state.id, _("{number} batal"))


def cancel_within(step: "Step", state: TicketState, reason: str) -> None:
    """Cancel a number within another step, as opening the next day does."""
    step.on_ticket(state.id, "cancelled", reason=reason)
    for application in state.applications if state.channel == "walk_in" else ():
        opened = step.application(application)
        if opened is not None and opened.status == OPEN:
            step.on_application(application, "outcome", outcome="withdrawn", reason="number_cancelled")
