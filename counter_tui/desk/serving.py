"""Serving the number in hand: start, complete one stage or all, and the visit closes by itself."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import CALLED, COMPLETED, SERVING, TicketState, remaining, visit_stages
from counter_tui.desk import hand, naming, slips, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView


def start(post: "Post", ticket: str | None) -> "TicketView":
    """Start serving the called number."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(post, step, ticket, {CALLED}, _("Hanya nomor yang dipanggil dapat dimulai."))
        step.on_ticket(state.id, "started", counter=post.identity.counter, implied=False)
    return ticket_view.acted(post, step, state.id, _("{number} mulai dilayani"))


def complete(post: "Post", stage: str, ticket: str | None) -> "TicketView":
    """Complete one stage of this visit; straight from called, the start is recorded as implied."""
    with post.step(Duty.SERVE) as step:
        state = _served(post, step, ticket)
        _refuse_stage(post, state, stage)
        complete_within(post, step, state, (stage,))
    name = naming.stage(post.catalogue, stage)
    return ticket_view.acted(post, step, state.id, _("{number} {stage} selesai"), stage=name.lower())


def complete_current(post: "Post", ticket: str | None) -> "TicketView":
    """Complete the first stage of this visit that is not done yet."""
    post.board.refresh()
    state = post.board.known(hand.meant(post, ticket))
    left = remaining(state) if state is not None else ()
    if not left:
        return done(post, ticket)
    return complete(post, left[0], ticket)


def done(post: "Post", ticket: str | None) -> "TicketView":
    """Complete everything that is left of this visit, which closes it."""
    with post.step(Duty.SERVE) as step:
        state = _served(post, step, ticket)
        left = remaining(state)
        if not left and state.status == SERVING:
            sentence = _(
                "{number} tidak punya tahap lagi di sini. Catatannya tidak berubah. Tahan atau pindahkan."
            )
            raise Refused(sentence.format(number=state.number), code="nothing_left")
        complete_within(post, step, state, left)
    return ticket_view.acted(post, step, state.id, _("{number} selesai di loket ini"))


def _served(post: "Post", step: "Step", ticket: str | None) -> TicketState:
    return hand.take(post, step, ticket, {CALLED, SERVING}, _("Hanya nomor di loket ini dapat diselesaikan."))


def complete_within(post: "Post", step: "Step", state: TicketState, stages: tuple[str, ...]) -> None:
    """Complete stages of a number in hand within another step, as a handover does."""
    counter = post.identity.counter
    if state.status == CALLED:
        step.on_ticket(state.id, "started", counter=counter, implied=True)
    for stage in stages:
        step.on_ticket(state.id, "stage_completed", counter=counter, stage=stage, visit=state.visit)
        for application in state.applications:
            if stage == "payment":
                step.on_application(application, "paid")
            else:
                step.on_application(application, "stage_completed", stage=stage, ticket=state.id)
    if post.rules.auto_slip:
        _print_slips(post, step, state.id)


def _print_slips(post: "Post", step: "Step", ticket: str) -> None:
    """Print what a number whose last stage is done has no slip for (resi otomatis)."""
    state = step.ticket(ticket)
    for application in state.applications if state.outcome == COMPLETED else ():
        file = step.application(application)
        if file is not None and file.slip is None:
            slips.print_within(post, step, file)


def _refuse_stage(post: "Post", state: TicketState, stage: str) -> None:
    if stage in remaining(state):
        return
    name = naming.stage(post.catalogue, stage) if stage in post.catalogue.stages else stage
    if stage in visit_stages(state):
        raise Refused(
            _("{stage} {number} sudah dicatat. Tidak ada yang berubah.").format(
                stage=name, number=state.number
            ),
            code="already_done",
        )
    raise Refused(
        _("{stage} bukan bagian kunjungan {number} sekarang. Catatannya tidak berubah.").format(
            stage=name, number=state.number
        ),
        code="not_this_visit",
    )
