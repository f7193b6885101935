"""Many passports at once: a pile that came back from printing, and a list for a partner."""

from typing import TYPE_CHECKING

from counter_tui.desk.views.pickup import Collector
from counter_tui.language import _, ngettext
from counter_tui.tui.actions.handing_over import Receipt

if TYPE_CHECKING:
    from counter_tui.tui.screens.pickup import PickupScreen


async def take_in(screen: "PickupScreen") -> None:
    """Put finished passports on their shelves, scan after scan."""
    from counter_tui.tui.cards.ready_pile import ReadyPileCard

    async def finished(count: int) -> None:
        await screen.reload()
        text = ngettext(
            "{number} paspor tercatat siap diambil.", "{number} paspor tercatat siap diambil.", count
        )
        screen.answer(text.format(number=count))

    await screen.ask(ReadyPileCard(), finished)


async def hand_to_partner(screen: "PickupScreen") -> None:
    """Hand a list to a partner: the list first, then who signs for it, then all in one step."""
    from counter_tui.tui.cards.partner import PartnerCard
    from counter_tui.tui.cards.partner_list import PartnerListCard

    async def listed(applications: tuple[str, ...]) -> None:
        async def handed(partner: Collector) -> None:
            done = await screen.act(lambda desk: desk.hand_over_list(applications, partner))
            if done is not None:
                screen.partner_lines.clear()
                screen.to_sign = frozenset(applications)
                screen.receipt = Receipt(done.receipt, partner.institution)
                screen.paint()

        await screen.ask(PartnerCard(len(applications)), handed)

    if screen.partner_lines:
        screen.answer(_("Daftar yang belum diserahkan dibuka lagi."))
    await screen.ask(PartnerListCard(screen.partner_lines), listed)
