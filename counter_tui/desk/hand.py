"""The number in hand: which one an action means, and the sentences that refuse it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.core.ticket_state import (
    CALLED,
    CANCELLED,
    FINISHED,
    HELD,
    MISSED,
    SERVING,
    TRANSFERRED,
    WAITING,
)
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.core.ticket_state import TicketState
    from counter_tui.desk.post import Post
    from counter_tui.desk.step import Step

HUB = "hub"
"""The kind of authority that a hub's numbers name."""


def in_hand(post: "Post") -> "TicketState | None":
    """Return the number that is called or served at this counter; None when the counter is empty."""
    return post.board.in_hand(post.identity.device)


def meant(post: "Post", ticket: str | None) -> str:
    """Return the id of the number an action means: the given one, else the one in hand."""
    if ticket is not None:
        return ticket
    state = in_hand(post)
    if state is None:
        raise Refused(
            _("Tidak ada nomor di loket ini. Tidak ada yang berubah. Tekan spasi untuk memanggil."),
            code="nothing_in_hand",
        )
    return state.id


def meant_or_last(post: "Post", ticket: str | None) -> str:
    """Return the id of the number an action means: the given one, the one in hand, or the last one here."""
    if ticket is not None:
        return ticket
    here = in_hand(post)
    last = here.id if here is not None else post.last_here()
    if last is None:
        raise Refused(
            _("Belum ada nomor dilayani di sini. Tidak ada yang berubah. Cari nomornya dengan /."),
            code="nothing_served",
        )
    return last


def refuse_while_in_hand(post: "Post") -> None:
    """Refuse what needs an empty counter."""
    state = in_hand(post)
    if state is None:
        return
    raise Refused(
        _("{number} masih {status} di sini. Catatannya tidak berubah. Selesaikan atau tahan dulu.").format(
            number=state.number, status=_("dilayani") if state.status == SERVING else _("dipanggil")
        ),
        code="in_hand",
    )


def take(
    post: "Post", step: "Step", ticket: str | None, allowed: Collection[str], hint: str
) -> "TicketState":
    """Return the meant number when it is one of ours and in an allowed status; refused otherwise.

    `hint` says what to do instead when the status does not allow it.
    """
    state = step.ticket(meant(post, ticket))
    refuse_foreign(post, state)
    if state.status not in allowed:
        raise Refused(
            _("{number} {status}. Catatannya tidak berubah. {hint}").format(
                number=state.number, status=status_word(state.status), hint=hint
            ),
            code=f"is_{state.status}",
        )
    if state.status in (CALLED, SERVING, HELD) and state.device != post.identity.device:
        raise Refused(
            _(
                "{number} sedang di {counter}. Catatannya tidak berubah. Hanya loket itu yang meneruskannya."
            ).format(number=state.number, counter=counter_text(state.counter)),
            code="elsewhere",
        )
    return state


def ours(post: "Post", state: "TicketState") -> bool:
    """Return whether the number is this device's or this site's hub's, to be acted on here (DESIGN §4).

    A hub that acts for a terminal does not act on what that one alone may call: it may be calling it now.
    """
    if post.hub is not None and state.authority.id == post.hub.id:
        return True
    if state.authority.kind == HUB:
        return post.port is not None
    return state.authority.id == post.identity.device and not post.acts_for_another


def callable_here(post: "Post", state: "TicketState") -> bool:
    """Return whether the number may be called from here now: a hub's only while that answers."""
    return ours(post, state) and not waits_for_hub(post, state)


def waits_for_hub(post: "Post", state: "TicketState") -> bool:
    """Return whether nobody may call the number here until the hub answers again."""
    return state.authority.kind == HUB and post.port is not None and post.port.standing() != "up"


def refuse_hubs(post: "Post", state: "TicketState") -> None:
    """Refuse to call a number without the hub to which it belongs, though that may be back by now."""
    if state.authority.kind == HUB and post.port is not None:
        raise Refused(
            _("Hub tidak menjawab, dan {number} milik hub. Catatannya tidak berubah. Tunggu hub.").format(
                number=state.number
            ),
            code="hub_away",
        )


def refuse_foreign(post: "Post", state: "TicketState") -> None:
    """Refuse a number that another device or a hub holds."""
    if not ours(post, state):
        raise Refused(
            _(
                "{number} terbit di komputer lain. Catatannya tidak berubah. Panggil dari komputer itu."
            ).format(number=state.number),
            code="foreign",
        )


def counter_text(counter: str) -> str:
    """Return a counter's name on the screen: a bare number becomes `Loket 3`."""
    return _("Loket {counter}").format(counter=counter) if counter.isdigit() else counter


def status_word(status: str) -> str:
    """Return a status in the middle of a sentence."""
    words = {
        WAITING: _("menunggu"),
        CALLED: _("dipanggil"),
        SERVING: _("sedang dilayani"),
        HELD: _("ditahan"),
        MISSED: _("tercatat tidak hadir"),
        TRANSFERRED: _("sudah dipindahkan"),
        FINISHED: _("sudah selesai"),
        CANCELLED: _("sudah batal"),
    }
    return words.get(status, status)
