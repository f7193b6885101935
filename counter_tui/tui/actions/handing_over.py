"""The deeds at Penyerahan: handing over, signing, typing a slip, writing the collector down, reporting."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.pickup import Collector, HandoverView, PickupCard
from counter_tui.language import _, within

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.tui.screens.pickup import PickupScreen


@dataclass(frozen=True, slots=True)
class Receipt:
    """A printed receipt: its print job, and whose handover it is of."""

    job: str
    subject: str


async def hand_over(screen: "PickupScreen", card: PickupCard) -> None:
    """Hand the passport over: `enter` attests the papers and, where no receipt is printed, the register."""
    choice, collector = screen.hand.choice, screen.hand.collector
    if card.answer == "not_ready":
        await shelve(screen, card)
    elif not card.allowed:
        screen.refuse(card.sentence)
    elif choice is None or collector is None:
        screen.refuse(_("Belum dipilih siapa yang mengambil. Tekan 1, 2 atau 3. Paspor belum diserahkan."))
    else:
        done: HandoverView | None = await screen.act(
            lambda desk: desk.hand_over(card.application, collector, signed=not card.receipt)
        )
        if done is not None:
            screen.to_sign = frozenset() if done.signed else frozenset({card.application})
            screen.receipt = Receipt(done.receipt, done.number) if done.receipt else screen.receipt
            screen.day.handed(card, within(choice.name), screen.now() - screen.hand.opened_at)
            await screen.close_card()


async def sign(screen: "PickupScreen", application: str) -> None:
    """Note that the collector signed the receipt (Ps 23)."""
    signed = await screen.act(lambda desk: desk.receipt_signed(application))
    if signed is not None and application in screen.to_sign:
        screen.to_sign = frozenset()
        screen.paint()


async def print_receipt_again(screen: "PickupScreen") -> None:
    """Print the last receipt again, marked as a copy, with a reason."""
    receipt = screen.receipt
    if receipt is None:
        screen.refuse(_("Belum ada tanda terima yang dicetak dari layar ini. Tidak ada yang dicetak."))
        return
    from counter_tui.tui.cards.reasons import CopyCard

    reasons = await screen.look(lambda desk: desk.copy_reasons())

    async def printed(reason: str) -> None:
        await screen.act(lambda desk: desk.print_job_again(receipt.job, reason))

    if reasons:
        await screen.ask(
            CopyCard(_("tanda terima {number}").format(number=receipt.subject), reasons), printed
        )


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


async def write_collector(screen: "PickupScreen") -> None:
    """Write down the name, relation and identity of who collects in the owner's place."""
    choice, collector = screen.hand.choice, screen.hand.collector
    if choice is None or collector is None or collector.kind == "self":
        screen.refuse(_("Data pengambil untuk keluarga atau kuasa: tekan 2 atau 3 dulu."))
        return
    from counter_tui.tui.cards.collector import CollectorCard

    async def written(answer: Collector) -> None:
        screen.hand.collector = answer
        screen.paint()

    await screen.ask(CollectorCard(collector, needed=choice.named), written)


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
        scans=False,
    )
    await screen.ask(ask, shelved)


async def leave_or_report(screen: "PickupScreen") -> None:
    """Ask why the passport stays here; on a used or ended slip, report what is suspicious about it."""
    card = screen.card
    if card is None:
        screen.refuse(_("Belum ada kartu. Tidak ada yang berubah. Pindai resi dulu."))
    elif card.allowed or card.answer == "not_ready":
        await _not_handed_over(screen, card)
    elif card.application:
        await _report(screen, card)
    else:
        screen.refuse(
            _("Tidak ada permohonan di kartu ini. Tidak ada yang tercatat. Tahan resinya, cari dengan /.")
        )


async def _not_handed_over(screen: "PickupScreen", card: PickupCard) -> None:
    """Leave the passport here; the number in hand at this counter ends as incomplete."""
    reasons = await screen.look(_reasons)
    if not reasons:
        return
    names = {reason.code: reason.name for reason in reasons}

    async def left(reason: str) -> None:
        if screen.view is not None and screen.view.current is not None:
            await screen.act(lambda desk: desk.conclude("incomplete", reason))
        screen.day.left(card)
        await screen.close_card()
        where = _("di rak {shelf}").format(shelf=card.shelf) if card.shelf else _("di tempatnya")
        screen.answer(
            _("{number} tidak diserahkan: {reason}. Paspor tetap {where}.").format(
                number=card.number, reason=names[reason], where=where
            )
        )

    title = _("{number} tidak diserahkan").format(number=card.number)
    await choose(screen, title, _("mengapa?"), reasons, _("Tutup kartu"), left)


async def _report(screen: "PickupScreen", card: PickupCard) -> None:
    """Report a slip or a collector: it stands on Perlu diperiksa, and nothing else moves."""
    reasons = await screen.look(lambda desk: desk.report_choices())

    async def reported(reason: str) -> None:
        done = await screen.act(lambda desk: desk.report_pickup(card.application, reason))
        if done is not None:
            screen.day.left(card)
            await screen.close_card()

    if reasons:
        title = _("Laporkan {number}").format(number=card.number)
        await choose(screen, title, _("apa yang janggal?"), reasons, _("Laporkan"), reported)


async def choose(
    screen: "PickupScreen",
    title: str,
    aside: str,
    reasons: Sequence[Choice],
    does: str,
    then: Callable[[str], Awaitable[object]],
    *,
    leaves: str = "",
) -> None:
    """Ask for a reason in a card and give its code to `then`."""
    from counter_tui.tui.cards.keys import by_digit
    from counter_tui.tui.cards.long_list import LongCard

    options = by_digit(reasons)
    chooser: LongCard[str] = LongCard(title=title, aside=aside, options=options, does=does, leaves=leaves)
    await screen.ask(chooser, then)


def _reasons(desk: "Desk") -> tuple[Choice, ...]:
    return next(one.reasons for one in desk.outcome_choices() if one.outcome == "incomplete")
