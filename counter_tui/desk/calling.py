"""Calling a number: the next one by selection or one by hand, again, and when nobody comes."""

from typing import TYPE_CHECKING

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import CALLABLE, CALLED, MISSED, TicketState
from counter_tui.desk import asking, hand, queueing, station, ticket_view, without_hub
from counter_tui.desk.duties import Duty
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step
    from counter_tui.desk.views.ticket import TicketView


def call_next(post: "Post", visit: int | None) -> "TicketView":
    """Call whom selection chooses among the numbers that this counter serves; a hub chooses for it."""
    hub = asking.hub_of(post, Duty.SERVE)
    if hub is not None:
        if hub.late is not None:
            # What was asked for before the hub went away was done: this is its answer.
            return ticket_view.of(post, hub.late)
        hand.refuse_while_in_hand(post)
        done = asking.ask(post, hub, "call-next", {"visit": visit})
        if done is not None:
            return _called_by_hub(post, done)
    with post.step(Duty.SERVE) as step:
        _ready_to_call(post)
        choice = queueing.choose(post, visit)
        if choice is None:
            raise _nobody(post)
        state = step.ticket(choice.ticket)
        _call(post, step, state, choice.code)
    post.call_reasons[state.id] = choice.words
    return ticket_view.acted(post, step, state.id, _("{number} dipanggil"))


def call(post: "Post", ticket: str) -> "TicketView":
    """Call one waiting or missed number by hand; one sent to the supervisor is a supervisor's to call."""
    hub = asking.hub_of(post, Duty.SERVE)
    if hub is not None:
        hand.refuse_while_in_hand(post)
        done = asking.ask(post, hub, "call", {"ticket": ticket})
        if done is not None:
            return _called_by_hub(post, done)
    with post.step(Duty.SERVE) as step:
        _ready_to_call(post)
        state = hand.take(post, step, ticket, CALLABLE, _("Hanya nomor yang menunggu dapat dipanggil."))
        if state.destination is not None and state.destination.kind == "supervisor":
            post.acting(Duty.DECIDE)
        _call(post, step, state, "by_hand")
    post.call_reasons.pop(state.id, None)
    return ticket_view.acted(post, step, state.id, _("{number} dipanggil"))


def recall(post: "Post", ticket: str | None) -> "TicketView":
    """Call the called number again, at most every few seconds: the voice needs them."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(post, step, ticket, {CALLED}, _("Hanya nomor yang dipanggil dapat diulang."))
        pause = post.rules.recall_seconds * 1000
        said = max(state.called_at or 0, state.last.at if state.last is not None else 0)
        if 0 <= post.now() - said < pause:
            raise Refused(
                _("{number} baru saja dipanggil. Tunggu sampai suaranya selesai.").format(
                    number=state.number
                ),
                code="too_soon",
            )
        step.on_ticket(state.id, "recalled", counter=post.identity.counter)
    return ticket_view.acted(post, step, state.id, _("{number} dipanggil ulang"))


def missed(post: "Post", ticket: str | None) -> "TicketView":
    """Mark the called number as not there; it comes back by the office's rule of this moment."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(post, step, ticket, {CALLED}, _("Untuk tidak hadir, u dulu; untuk menunda, h."))
        rules = post.rules
        step.on_ticket(
            state.id,
            "missed",
            counter=post.identity.counter,
            rule=rules.missed_rule,
            n=rules.after_n,
            pause_ms=rules.missed_pause_minutes * 60_000,
        )
    return ticket_view.acted(post, step, state.id, _("{number} tidak hadir"))


def requeue(post: "Post", ticket: str) -> "TicketView":
    """Put a missed number back into its queue at once."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(post, step, ticket, {MISSED}, _("Hanya nomor yang tidak hadir dapat dikembalikan."))
        step.on_ticket(state.id, "requeued")
    return ticket_view.acted(post, step, state.id, _("{number} kembali ke antrean"))


def _called_by_hub(post: "Post", done: asking.Done) -> "TicketView":
    post.call_reasons[done.ticket] = done.words
    return asking.shown(post, done, _("{number} dipanggil"))


def _nobody(post: "Post") -> Refused:
    if post.port is not None and post.port.standing() != "up":
        return Refused(without_hub.sentence(post), code="hub_away")
    return Refused(_("Tidak ada yang menunggu. Nomor berikut muncul di sini sendiri."), code="nobody_waiting")


def _ready_to_call(post: "Post") -> None:
    if not post.acts_for_another:
        # Whether a counter is free its own device knows first: the end of its last number may be on its way.
        hand.refuse_while_in_hand(post)
    _day = post.day


def _call(post: "Post", step: "Step", state: TicketState, reason: str) -> None:
    here = post.identity
    hand.refuse_hubs(post, state)
    # Where a hub calls for a counter, the event is the hub's and the number in hand at that counter's device.
    whose = {"device": here.device} if here.device != step.tx.identity.device else {}
    step.on_ticket(
        state.id, "called", counter=here.counter, visit=max(state.visit, 1), reason=reason, **whose
    )
    if post.hub is not None and state.authority.kind == "device":
        # It was issued here before this home was a hub: whoever serves it must see that it is the hub's now.
        step.on_ticket(state.id, "authority_moved", authority=msgspec.to_builtins(post.hub))
    station.open_within(post, step)
