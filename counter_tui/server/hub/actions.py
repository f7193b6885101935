"""The desk actions that a hub does for its terminals, and what each may be asked with."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec.structs import asdict

from counter_tui.core.refusal import Refused
from counter_tui.desk.desk import Desk
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.ticket import TicketView
from counter_tui.language import _

T = TypeVar("T", bound="Arguments")

FAMILY = 50
"""More applicants than one number ever had; each writes events and paper."""


class Arguments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Arguments of one action, by the names of the desk's method."""


class CallNext(Arguments, frozen=True, kw_only=True):
    """Call who is next, among those who wait for a visit where one is given."""

    visit: int | None = None


class Call(Arguments, frozen=True, kw_only=True):
    """Call one number by its id."""

    ticket: str


class Issue(Arguments, frozen=True, kw_only=True):
    """Issue a number to a walk-in."""

    service: str
    priority: str | None = None
    applicants: Annotated[tuple[ApplicantDraft, ...], msgspec.Meta(max_length=FAMILY)] = ()
    product: str | None = None


class CheckIn(Arguments, frozen=True, kw_only=True):
    """Check a booking in."""

    code: str
    priority: str | None = None
    family: Annotated[tuple[str, ...], msgspec.Meta(max_length=FAMILY)] = ()
    service: str | None = None


ACTIONS: dict[str, tuple[type[Arguments], Callable[..., Callable[..., TicketView]]]] = {
    "call-next": (CallNext, lambda desk: desk.call_next),
    "call": (Call, lambda desk: desk.call),
    "issue": (Issue, lambda desk: desk.issue),
    "check-in": (CheckIn, lambda desk: desk.check_in),
}


def act(desk: Desk, action: str, arguments: dict[str, Any]) -> TicketView:
    """Do one action at a desk; refused for an action or arguments that there are not."""
    if action not in ACTIONS:
        raise Refused(_("Hub tidak mengenal tindakan itu. Tidak ada yang berubah."), code="unknown_action")
    kind, method = ACTIONS[action]
    try:
        given = msgspec.convert(arguments, kind)
    except msgspec.ValidationError as error:
        raise unreadable() from error
    return method(desk)(**asdict(given))


def unreadable() -> Refused:
    """Return the refusal of what cannot be read, or kept in an event."""
    sentence = _("Permintaan ke hub tidak terbaca. Tidak ada yang berubah. Perbarui counter-tui.")
    return Refused(sentence, code="malformed")
