"""The idle Penyerahan screen: who waits, what was handed over today, what nobody fetched."""

from typing import TYPE_CHECKING

from counter_tui.core.zones import moment
from counter_tui.desk import handover_rows, queueing, receipts, uncollected
from counter_tui.desk.views.pickup import PickupView
from counter_tui.store import live

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

LAST = 20


def view(post: "Post") -> PickupView:
    """Return everything that the screen shows while no card is open."""
    post.board.refresh()
    now = post.now()
    today = moment(post.board.day, "00:00", post.identity.zone) if post.board.day is not None else now
    with post.store.read() as conn:
        count, handed = live.handed_over_since(conn, today, LAST)
        rows = tuple(handover_rows.row(post, conn, state, state.handovers[-1]) for state in handed)
        shelf = uncollected.count(post, conn)
    return PickupView(
        waiting=tuple(row for row in queueing.waiting_anywhere(post) if row.stage == "handover"),
        handed_over=rows,
        today=count,
        ready=shelf.ready,
        overdue=shelf.overdue,
        expired=shelf.expired,
        trail=post.trail,
        unsigned=receipts.unsigned(post),
        uncollected_days=post.rules.uncollected_days,
    )
