"""The cards of Penyerahan: typing a slip, writing the collector down, leaving without a handover."""

from typing import TYPE_CHECKING

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.pickup import Collector, PickupCard
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.screens.pickup import PickupScreen


async def type_slip(screen: "PickupScreen") -> None:
    """Type a slip's text, a number or an application."""
    from counter_tui.tui.cards.code_entry import CodeCard

    card = CodeCard(
        title=_("Resi"),
        sentence=_("Ketik nomor pada resi, atau pindai resinya."),
        does=_("Buka"),
        hint="A-027",
    )
    await screen.ask(card, screen.open_text)


async def write_collector(screen: "PickupScreen", collector: Collector) -> None:
    """Write down the name, relation and identity of who collects."""
    from counter_tui.tui.cards.collector import CollectorCard

    async def written(answer: Collector) -> None:
        screen.collector = answer
        screen.paint()

    await screen.ask(CollectorCard(collector), written)


async def shelve(screen: "PickupScreen", card: PickupCard) -> None:
    """Record that the passport lies ready, for who has it in the hand; asks for the shelf."""
    from counter_tui.tui.cards.code_entry import CodeCard

    async def shelved(shelf: str) -> None:
        known = await screen.act(lambda desk: desk.mark_ready(card.application, shelf))
        if known is not None:
            screen.show_card(known)

    ask = CodeCard(
        title=_("Catat siap"),
        sentence=_("Hanya bila paspornya di tangan Anda. Di rak mana ia diletakkan?"),
        does=_("Catat siap"),
        hint="C-14",
    )
    await screen.ask(ask, shelved)


async def not_handed_over(screen: "PickupScreen") -> None:
    """Ask why the passport stays here; the number in hand at this counter ends as incomplete."""
    card = screen.card
    if card is None:
        screen.refuse(_("Belum ada kartu. Tidak ada yang berubah. Pindai resi dulu."))
        return
    from counter_tui.tui.cards.keys import by_digit
    from counter_tui.tui.cards.long_list import LongCard

    reasons = await screen.look(_reasons)
    if not reasons:
        return
    names = {reason.code: reason.name for reason in reasons}

    async def left(reason: str) -> None:
        if screen.view is not None and screen.view.current is not None:
            await screen.act(lambda desk: desk.conclude("incomplete", reason))
        await screen.close_card()
        where = _("di rak {shelf}").format(shelf=card.shelf) if card.shelf else _("di tempatnya")
        screen.answer(
            _("{number} tidak diserahkan: {reason}. Paspor tetap {where}.").format(
                number=card.number, reason=names[reason], where=where
            )
        )

    chooser: LongCard[str] = LongCard(
        title=_("{number} tidak diserahkan").format(number=card.number),
        aside=_("mengapa?"),
        options=by_digit(reasons),
        does=_("Tutup kartu"),
    )
    await screen.ask(chooser, left)


def _reasons(desk: "Desk") -> tuple[Choice, ...]:
    return next(one.reasons for one in desk.outcome_choices() if one.outcome == "incomplete")
