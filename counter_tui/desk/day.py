"""The business day (hari layanan): opened explicitly, never changed under a running queue."""

from typing import TYPE_CHECKING

from counter_tui.core.business_day import CLOSED, DayState
from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import TicketState
from counter_tui.core.zones import business_day
from counter_tui.desk import ending, hand, naming
from counter_tui.desk.duties import Duty
from counter_tui.desk.views.day import DayView, LeftoverRow
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def view(post: "Post") -> DayView:
    """Return today, the open day, and the numbers that earlier days left open."""
    post.board.refresh()
    today = business_day(post.now(), post.identity.zone)
    rows = tuple(
        LeftoverRow(
            state.id,
            state.number,
            state.business_day,
            naming.service(post.catalogue, state.service),
            state.status,
        )
        for state in _leftovers(post, today)
    )
    return DayView(today, post.board.day, rows)


def open_day(post: "Post", leftovers: str) -> DayView:
    """Open today's business day and close the one that still ran; see `Desk.open_day` for `leftovers`."""
    today = business_day(post.now(), post.identity.zone)
    with post.step(Duty.OPEN_DAY) as step:
        old = [state for state in _leftovers(post, today) if hand.ours(post, state)]
        running = post.board.day
        if running != today:
            hand.refuse_while_in_hand(post)
            if old and leftovers == "ask":
                raise Refused(_leftovers_sentence(len(old)), code="leftovers")
            # The day's own event first: undo takes back numbers, never a day.
            step.append(
                _stream(post, today), "day.opened", {"business_day": today, "zone": post.identity.zone}
            )
            if running is not None:
                step.append(_stream(post, running), "day.closed", {})
        for state in old if leftovers == "cancel" else ():
            ending.cancel_within(step, state, "day_ended")
    return view(post)


def close_day(post: "Post") -> DayView:
    """Close the open business day: no number is issued for it any more."""
    with post.step(Duty.OPEN_DAY) as step:
        hand.refuse_while_in_hand(post)
        stream = _stream(post, post.day)
        state = step.tx.state(stream)
        if isinstance(state, DayState) and state.status != CLOSED:
            step.append(stream, "day.closed", {})
    return view(post)


def _leftovers_sentence(count: int) -> str:
    return _(
        "{count} nomor dari hari sebelumnya masih terbuka. Catatannya aman. Batalkan atau biarkan."
    ).format(count=count)


def _leftovers(post: "Post", today: str) -> list[TicketState]:
    with post.store.read() as conn:
        return queries.open_before(conn, post.identity.site, today)


def _stream(post: "Post", day: str) -> str:
    return f"day/{post.identity.site}/{day}"
