"""Mode 3, pickup (penyerahan): a slip is scanned, the answer stands there, the passport is handed over."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content

from counter_tui.desk.views.handovers import UncollectedRow
from counter_tui.desk.views.state import StatusView
from counter_tui.language import _
from counter_tui.tui.actions import handing_over, pickup_lists
from counter_tui.tui.bindings import Verb
from counter_tui.tui.screens import (
    drive_thru,
    handed_rows,
    pickup_card,
    pickup_idle,
    pickup_rows,
    pickup_verbs,
)
from counter_tui.tui.screens.pickup_base import PickupBase


class PickupScreen(PickupBase):
    """Idle, with one card, or with one of its lists."""

    CSS_PATH = "pickup.tcss"

    # What it shows

    def main_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the card, the open list, or what was handed over last; in the lane nothing else."""
        self.page_rows = pickup_rows.room(self.size.height)
        view, tall, zone = self.view, self.roomy, self.zone
        if view is None:
            return []
        if self.card is not None and self.in_lane:
            return drive_thru.card_lines(self.hand, view.pickup, self.day, width, height, tall=tall)
        if self.card is not None:
            return pickup_card.lines(self.hand, view.pickup, width, height, zone=zone, tall=tall)
        if self.lists.tab != "scan":
            return pickup_rows.lines(self.lists, view.pickup, width, height, zone=zone)
        unsigned = handed_rows.subject(self.unsigned) if self.unsigned is not None else ""
        if self.in_lane:
            return drive_thru.idle_lines(
                view.pickup, view.current, self.day, unsigned, width, height, tall=tall
            )
        return pickup_idle.main_lines(
            view.pickup, view.current, unsigned, width, height, zone=zone, tall=tall
        )

    def side_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint who waits; the pane is folded away where the main one needs the whole width."""
        if self.view is None or self.whole:
            return []
        return pickup_idle.side_lines(self.view.pickup, width, height, now=self.now())

    @property
    def whole(self) -> bool:
        """Whether the main pane has the whole width."""
        return self.card is not None or self.in_lane or self.lists.tab != "scan"

    def verbs(self) -> Sequence[Verb]:
        """Return the keys of the card, of the number in hand, of the list, or of the idle screen."""
        if self.view is None:
            return []
        if self.card is not None:
            return pickup_verbs.of_card(self.card, in_lane=self.in_lane)
        if self.view.current is not None:
            return pickup_verbs.in_hand(self.view.current)
        if self.lists.tab != "scan":
            return pickup_verbs.of_list(self.lists)
        return pickup_verbs.idle(unsigned=self.unsigned is not None, receipt=self.receipt is not None)

    def status_shown(self) -> StatusView | None:
        """Return the status, with the lane in the place of the counter's name."""
        if self.status is None or not self.in_lane:
            return self.status
        return replace(self.status, counter=_("Drive-thru"))

    def paint(self) -> None:
        """Fold the side pane away where it would be in the way, and paint."""
        self.set_class(self.whole, "-whole")
        super().paint()

    # What it does

    async def do_enter(self) -> None:
        """Do the first verb of the key bar: hand over, serve the number in hand, open or sign a row."""
        if self.card is not None:
            await handing_over.hand_over(self, self.card)
        elif self.view is not None and self.view.current is not None:
            called = self.view.current.status == "called"
            await self.act(lambda desk: desk.start() if called else desk.done())
        elif self.lists.tab != "scan":
            await pickup_lists.open_row(self)
        elif self.unsigned is not None:
            await handing_over.sign(self, self.unsigned.application)
        else:
            self.refuse(_("Belum ada resi. Tidak ada yang berubah. Pindai resi, atau s untuk mengetik."))

    async def do_call(self) -> None:
        """Call the next number that waits for a passport."""
        if self.card is not None:
            self.refuse(_("Kartu ini belum selesai. enter menyerahkan, esc menutupnya."))
        elif self.view is not None and self.view.pickup.waiting:
            number = self.view.pickup.waiting[0].id
            await self.act(lambda desk: desk.call(number))
        else:
            self.refuse(_("Tidak ada yang menunggu pengambilan. Pindai resi kapan saja."))

    async def do_recall(self) -> None:
        """Call the number again."""
        await self.act(lambda desk: desk.recall())

    async def do_missed(self) -> None:
        """Mark the called number as not there."""
        await self.act(lambda desk: desk.missed())

    async def do_outcome(self) -> None:
        """Close the card without a handover, or cancel an uncollected passport, with the reason; report."""
        row = self.lists.rows.current
        if self.card is None and isinstance(row, UncollectedRow):
            await pickup_lists.cancel(self, row)
        else:
            await handing_over.leave_or_report(self)

    async def do_undo(self) -> None:
        """Take back what the trail names; the last car's result with it."""
        undone = await self.act(lambda desk: desk.undo())
        if undone is not None:
            self.day.taken_back(undone.text)
            await self.renew_card()

    async def do_new(self) -> None:
        """Write down who collects; without a card issue a number."""
        if self.card is None:
            await super().do_new()
        else:
            await handing_over.write_collector(self)

    async def do_slip(self) -> None:
        """Print the last receipt again, marked as a copy; asks why."""
        await handing_over.print_receipt_again(self)

    async def do_scan(self) -> None:
        """Type what stands on a slip."""
        await handing_over.type_slip(self)

    async def do_find(self) -> None:
        """Find a number, a person or an earlier handover; in the register search the register."""
        if self.card is None and self.lists.tab == "book":
            await pickup_lists.search_book(self)
        else:
            await pickup_lists.find(self)

    async def do_leave(self) -> None:
        """Close the card, the search or the list; nothing is recorded."""
        if self.card is not None:
            self.day.left(self.card)
            await self.close_card()
        elif self.lists.tab != "scan":
            await pickup_lists.leave(self)
        else:
            await super().do_leave()

    # The lists

    async def do_next_pane(self) -> None:
        """Turn to the next list."""
        await pickup_lists.turn(self, 1)

    async def do_right(self) -> None:
        """Turn to the next list."""
        await pickup_lists.turn(self, 1)

    async def do_left(self) -> None:
        """Turn to the list before."""
        await pickup_lists.turn(self, -1)

    async def move_cursor(self, by: int) -> None:
        """Move the cursor of the open list."""
        await pickup_lists.move(self, by)
