"""Everything the Loket screen shows, from memory unless the store changed."""

from typing import TYPE_CHECKING

from counter_tui.core.ticket_state import CALLABLE, TicketState
from counter_tui.desk import figures, hand, naming, queueing, station, ticket_view
from counter_tui.desk.views.counter import CounterView, HeldRow
from counter_tui.desk.views.waiting import QueueView, ServingRow
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.views.ticket import TicketView
    from counter_tui.desk.views.waiting import WaitingRow


def view(post: "Post") -> CounterView:
    """Return the counter as its officer sees it."""
    post.board.refresh()
    here = hand.in_hand(post)
    rows, reason = queueing.waiting_here(post)
    return CounterView(
        counter=hand.counter_text(post.identity.counter),
        state=station.status(post),
        day=post.board.day,
        current=ticket_view.of(post, here.id) if here is not None else None,
        last=_last(post, here),
        heading=_heading(post, rows),
        waiting=rows,
        others=queueing.counts(post, without={row.id for row in rows}),
        next=rows[0] if reason else None,
        next_reason=reason,
        held=tuple(
            HeldRow(one.id, one.number, one.held_at or 0, ticket_view.hold_reason(one.held_reason))
            for one in post.board.held(post.identity.device)
        ),
        trail=post.trail,
        figures=figures.today(post),
        wait_for_hub=_waiting_for_hub(post),
    )


def queue(post: "Post") -> QueueView:
    """Return who waits for anything at this site, and who is served where."""
    post.board.refresh()
    serving = [
        ServingRow(
            one.id,
            one.number,
            one.service,
            one.status,
            one.counter,
            one.started_at + one.aside_ms if one.started_at is not None else one.called_at or 0,
        )
        for one in post.board.serving()
    ]
    return QueueView(waiting=queueing.waiting_anywhere(post), serving=tuple(serving))


def _waiting_for_hub(post: "Post") -> int:
    if post.port is None or post.port.standing() == "up":
        return 0
    waiting = (one for one in post.board.tickets.values() if one.status in CALLABLE)
    return sum(1 for one in waiting if hand.waits_for_hub(post, one))


def _last(post: "Post", here: TicketState | None) -> "TicketView | None":
    last = post.last_here()
    if last is None or (here is not None and here.id == last):
        return None
    return ticket_view.of(post, last)


def _heading(post: "Post", rows: "tuple[WaitingRow, ...]") -> str:
    serves = station.serves(post)
    stages = {
        post.catalogue.service(service).route[visit - 1][0]
        for service, visit in serves
        if service in post.catalogue.services and visit <= len(post.catalogue.service(service).route)
    }
    if len(stages) == 1:
        return naming.stage(post.catalogue, stages.pop())
    waiting = {row.stage for row in rows}
    return naming.stage(post.catalogue, waiting.pop()) if len(waiting) == 1 else _("Semua layanan")
