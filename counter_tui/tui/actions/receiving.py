"""New numbers and check-ins, which reception and any counter can do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.reception import CheckInCard, QuotaRow, ServiceChoice
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.cards.check_in import CheckIn
    from counter_tui.tui.cards.new_number import NewNumber
    from counter_tui.tui.screens.base import ModeScreen


async def new_number(screen: "ModeScreen[Any]", aside: str = "") -> None:
    """Open the new-number card and issue what it gives; `aside` stands at its right."""
    from counter_tui.tui.cards.new_number import NewNumberCard

    known = await screen.look(_services_and_groups)
    if known is not None:
        services, groups = known
        await screen.ask(NewNumberCard(services, groups, aside=aside), lambda wanted: _issue(screen, wanted))


def _services_and_groups(desk: "Desk") -> tuple[tuple[ServiceChoice, ...], tuple[Choice, ...]]:
    return desk.services(), desk.priorities()


async def _issue(screen: "ModeScreen[Any]", wanted: "NewNumber") -> None:
    if not wanted.named:
        await screen.act(lambda desk: desk.issue(wanted.service, wanted.priority))
        return
    from counter_tui.tui.cards.applicant import ApplicantCard

    async def named(draft: ApplicantDraft) -> None:
        await screen.act(lambda desk: desk.issue(wanted.service, wanted.priority, (draft,)))

    await screen.ask(ApplicantCard(title=_("Pemohon"), does=_("Terbitkan dan cetak")), named)


async def reprint_last(screen: "ModeScreen[Any]", number: str) -> None:
    """Print the last number issued here again, marked as a copy, with a reason."""
    from counter_tui.tui.cards.reasons import CopyCard

    reasons = await screen.look(lambda desk: desk.copy_reasons())

    async def printed(reason: str) -> None:
        await screen.act(lambda desk: desk.reprint_ticket(reason))

    if reasons:
        await screen.ask(CopyCard(_("nomor {number}").format(number=number), reasons), printed)


async def open_booking(screen: "ModeScreen[Any]", code: str) -> None:
    """Open the check-in card of a booking by its code or application id."""
    known = await screen.look(lambda desk: (desk.check_in_card(code), desk.priorities()))
    if known is not None:
        await _ask_check_in(screen, *known)


async def check_in_at_once(screen: "ModeScreen[Any]", application: str) -> None:
    """Check a booking in with one key; opens its card first where something must be said."""
    known = await screen.look(lambda desk: (desk.check_in_card(application), desk.priorities()))
    if known is None:
        return
    booking, groups = known
    if booking.sentence:
        await _ask_check_in(screen, booking, groups)
    else:
        await screen.act(lambda desk: desk.check_in(application))


async def _ask_check_in(screen: "ModeScreen[Any]", booking: CheckInCard, groups: tuple[Choice, ...]) -> None:
    from counter_tui.tui.cards import check_in

    def lookup(code: str, then: Callable[[CheckInCard], None]) -> None:
        async def fetch() -> None:
            member = await screen.look(lambda desk: desk.check_in_card(code))
            if member is not None:
                then(member)

        screen.run_worker(fetch())

    async def checked_in(wanted: "CheckIn") -> None:
        await screen.act(lambda desk: desk.check_in(wanted.application, wanted.priority, wanted.family))

    await screen.ask(check_in.CheckInCard(booking, groups, lookup), checked_in)


def quota_left(quotas: tuple[QuotaRow, ...]) -> str:
    """Return `Sisa langsung 22` for the new-number card; nothing where walk-ins are not limited."""
    for row in quotas:
        if row.name == _("Langsung") and row.left is not None:
            return _("Sisa langsung {number}").format(number=row.left)
    return ""
