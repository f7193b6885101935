"""Handing one passport over (penyerahan): once only here, with its receipt or the signed register."""

from typing import TYPE_CHECKING

from counter_tui.core.application import HANDED_OVER, READY, ApplicationState
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import remaining
from counter_tui.desk import collecting, doubted_slip, hand, issuing, pickup_card, receipts, serving
from counter_tui.desk.duties import Duty
from counter_tui.desk.handover_rows import known_as
from counter_tui.desk.readiness import readiness
from counter_tui.desk.views.pickup import Collector, HandoverView
from counter_tui.desk.views.state import SyncView
from counter_tui.language import _, within

if TYPE_CHECKING:
    from counter_tui.core.event import Event
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step


def hand_over(
    post: "Post", application: str, collector: Collector, line: SyncView, *, signed: bool
) -> HandoverView:
    """Hand the passport over; on readiness `unknown` it is recorded as such and flagged."""
    kind = collecting.known_kind(collector)
    printed = post.rules.handover_receipt == "printed"
    with post.step(Duty.HAND_OVER) as step:
        state = step.application(application)
        ready = readiness(state, line)
        refuse(post, state, ready)
        collecting.check(post, kind, collector)
        record = issuing.new_id(post)
        event = record_handover(
            post,
            step,
            application,
            collector=kind.code,
            record=record,
            readiness=ready,
            signed=signed and not printed,
        )
        collecting.keep(step, record, kind, collector, (application,))
        receipt = receipts.order(post, step, event, state, collector) if printed else ""
        finish_number(post, step)
        number = known_as(state, step.tx.record("applicant", application))
    whom = within(collecting.kind_name(kind.code))
    text = _("{number} diserahkan kepada {collector}").format(number=number, collector=whom)
    post.remember(event, text)
    return HandoverView(application, number, HANDED_OVER, ready, event.id, receipt, event.data["signed"])


def refuse(post: "Post", state: ApplicationState | None, ready: str) -> None:
    """Refuse to hand over what is used, ended or not ready, with the sentence of its card."""
    if state is not None and state.attention:
        raise Refused(
            _(
                "{number} dicatat oleh versi yang lebih baru. Catatannya aman. Perbarui program ini dulu."
            ).format(number=state.number),
            code="upgrade",
        )
    if state is None or ready in (READY, "unknown"):
        return
    if state.status == HANDED_OVER:
        raise Refused(pickup_card.used_sentence(post, state), code="used")
    if ready == "refused":
        raise Refused(pickup_card.ended_sentence(state), code="closed")
    raise Refused(
        _("Belum tercatat siap. Tidak ada yang berubah. Bila paspornya di tangan, catat siap dulu."),
        code="not_ready",
    )


def record_handover(post: "Post", step: "Step", application: str, **said: str | bool) -> "Event":
    """Append the handover within a step; refused where this computer already handed it over.

    On a doubted slip it takes somebody who decides, and is reported.
    """
    doubted = doubted_slip.is_doubted(post, application)
    event = step.on_application(application, "handed_over", **said, counter=post.identity.counter)
    if not step.tx.guard_handover(application, event.id):
        raise Refused(_("Paspor ini sudah diserahkan di komputer ini. Jangan serahkan."), code="used")
    if doubted:
        doubted_slip.report(step, application)
    return event


def finish_number(post: "Post", step: "Step") -> None:
    """Complete the pickup number in hand with its handover."""
    state = hand.in_hand(post)
    if state is not None and remaining(state) == ("handover",):
        serving.complete_within(post, step, step.ticket(state.id), ("handover",))
