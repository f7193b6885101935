"""What the keys do in the lists of Penyerahan: turn, move, open a row, search."""

from typing import TYPE_CHECKING

from counter_tui.desk.views.finding import FoundRow
from counter_tui.desk.views.handovers import BookRow, HandoverRow, UncollectedRow
from counter_tui.language import _
from counter_tui.tui.actions import handing_over
from counter_tui.tui.actions.finding import open_found
from counter_tui.tui.search_words import Search, read
from counter_tui.tui.times import local

if TYPE_CHECKING:
    from counter_tui.tui.screens.pickup import PickupScreen
    from counter_tui.tui.screens.pickup_lists import Tab


async def turn(screen: "PickupScreen", by: int) -> None:
    """Open the next list or the one before; an unfinished card is finished first."""
    if screen.card is not None:
        screen.refuse(_("Kartu ini belum selesai. enter menyerahkan, esc menutupnya."))
        return
    screen.lists.turn(by)
    await screen.reload()


async def open_list(screen: "PickupScreen", tab: "Tab", search: Search | None = None) -> None:
    """Open one of the lists."""
    screen.lists.open(tab, search)
    await screen.reload()


async def move(screen: "PickupScreen", by: int) -> None:
    """Move the cursor, over the end of a page to the next one."""
    if screen.card is not None or screen.lists.tab == "scan":
        screen.refuse(_("Tidak ada daftar terbuka. Tidak ada yang berubah; tab membukanya."))
    elif screen.lists.move(by):
        await screen.reload()
    else:
        screen.paint()


async def leave(screen: "PickupScreen") -> None:
    """Take the search away, or close the list."""
    await open_list(screen, "book" if screen.lists.search.words else "scan")


async def open_row(screen: "PickupScreen") -> None:
    """Open the card of an uncollected passport, sign a receipt, or show an entry of the register."""
    row = screen.lists.rows.current
    if row is None:
        screen.refuse(_("Daftar ini kosong. Tidak ada yang berubah. esc kembali ke Pindai."))
    elif isinstance(row, HandoverRow):
        await handing_over.sign(screen, row.application)
    elif isinstance(row, BookRow):
        await show_entry(screen, row)
    else:
        await screen.open_text(row.application)


async def cancel(screen: "PickupScreen", row: UncollectedRow) -> None:
    """Note that the office cancelled a passport that nobody fetched (Ps 30); asks why."""
    reasons = await screen.look(lambda desk: desk.cancel_choices())
    if not reasons:
        return

    async def cancelled(reason: str) -> None:
        await screen.act(lambda desk: desk.cancel_passport(row.application, reason))

    title = _("Batalkan paspor {number}").format(number=row.number)
    await handing_over.choose(
        screen, title, _("mengapa?"), reasons, _("Batalkan"), cancelled, leaves=_("Tidak jadi")
    )


async def show_entry(screen: "PickupScreen", row: BookRow) -> None:
    """Show one entry of the register in full; an unsigned one can be signed there."""
    from counter_tui.tui.cards.handover_entry import EntryCard

    entry = await screen.look(lambda desk: desk.handover_entry(row.event))

    async def signed(_answer: bool) -> None:
        await handing_over.sign(screen, row.application)

    if entry is not None:
        await screen.ask(EntryCard(entry, screen.zone), signed)


async def search_book(screen: "PickupScreen") -> None:
    """Search the register by number, name and day."""
    from counter_tui.tui.cards.code_entry import CodeCard

    card = CodeCard(
        title=_("Cari di buku penyerahan"),
        sentence=_("Nomor, sebagian nama, tanggal, atau dua tanggal untuk jangka waktu."),
        does=_("Cari"),
        hint=_("hartini 1-9-2024 30-9-2024"),
    )
    today = local(screen.now(), screen.zone).date()
    await screen.ask(card, lambda words: open_list(screen, "book", read(words, today)))


async def find(screen: "PickupScreen") -> None:
    """Find what is open as everywhere, and earlier handovers besides."""
    from counter_tui.tui.cards.pickup_find import PickupFindCard

    async def found(row: FoundRow) -> None:
        await open_found(screen, row)

    await screen.ask(PickupFindCard(screen.now(), screen.zone), found)
