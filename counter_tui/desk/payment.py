"""Payment (pembayaran): a milestone of the application, before or after its stages (DOMAIN §2)."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk import hand, ticket_view
from counter_tui.desk.duties import Duty
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post
    from counter_tui.desk.views.ticket import TicketView


def paid(post: "Post", ticket: str | None) -> "TicketView":
    """Record that a number's applications are paid; None means the one in hand, else the last one here."""
    with post.step(Duty.SERVE) as step:
        state = step.ticket(hand.meant_or_last(post, ticket))
        files = [step.application(one) for one in state.applications]
        for file in files:
            if file is not None and file.paid_at is None:
                step.on_application(file.id, "paid")
        if not step.events:
            raise Refused(
                _("{number} tidak punya tagihan. Tidak ada yang berubah.").format(number=state.number),
                code="nothing_to_pay",
            )
    post.remember(step.events[0], _("{number} lunas").format(number=state.number))
    return ticket_view.of(post, state.id, event=step.events[0].id)
