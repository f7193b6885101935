"""Setting the number in hand aside at this counter (tahan) and taking it back."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import CALLED, HELD, SERVING
from counter_tui.desk import hand, reasons, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.views.ticket import TicketView


def hold(post: "Post", reason: str, ticket: str | None) -> "TicketView":
    """Set the number in hand aside, with a reason code."""
    with post.step(Duty.SERVE) as step:
        state = hand.take(post, step, ticket, {CALLED, SERVING}, _("Hanya nomor di loket ini dapat ditahan."))
        known = reasons.known(reason, reasons.hold_names())
        step.on_ticket(state.id, "held", counter=post.identity.counter, reason=known)
    return ticket_view.acted(post, step, state.id, _("{number} ditahan"))


def resume(post: "Post", ticket: str | None) -> "TicketView":
    """Take a held number back; without one named, the only one that is held here."""
    with post.step(Duty.SERVE) as step:
        hand.refuse_while_in_hand(post)
        wanted = ticket if ticket is not None else _only_held(post)
        state = hand.take(post, step, wanted, {HELD}, _("Hanya nomor yang ditahan dapat diambil."))
        step.on_ticket(state.id, "resumed", counter=post.identity.counter)
    return ticket_view.acted(post, step, state.id, _("{number} diambil kembali"))


def _only_held(post: "Post") -> str:
    held = post.board.held(post.identity.device)
    if len(held) == 1:
        return held[0].id
    if not held:
        raise Refused(_("Tidak ada nomor yang ditahan di loket ini."), code="nothing_held")
    raise Refused(
        _("Ada {count} nomor ditahan. Tidak ada yang berubah. Pilih salah satu.").format(count=len(held)),
        code="several_held",
    )
