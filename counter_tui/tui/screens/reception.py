"""Mode 2, reception (antrean): the bookings of the day, new numbers, and what is left (SCREENS §4)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from counter_tui.desk.views.reception import BookingRow, ReceptionView
from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.tui.actions import receiving
from counter_tui.tui.bindings import Verb
from counter_tui.tui.screens import reception_main, reception_side
from counter_tui.tui.screens.scrolling import ScrollingScreen
from counter_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk


class ReceptionScreen(ScrollingScreen[ReceptionView]):
    """The reception: the only screen whose list shows whole names."""

    MODE = "reception"

    def __init__(self) -> None:
        super().__init__()
        self.bookings: RowList[BookingRow] = RowList(lambda row: row.application)
        self._placed = False

    def fetch(self, desk: "Desk") -> ReceptionView:
        """Return the day as reception sees it."""
        return desk.reception_view()

    def trail(self, view: ReceptionView) -> TrailView | None:
        """Return the last action here."""
        return view.trail

    def shown(self) -> None:
        """Fill the list; at first the cursor stands on the first who has not come yet."""
        if self.view is None:
            return
        self.bookings.show(self.view.bookings)
        if self.view.bookings and not self._placed:
            self._placed = True
            awaited = (place for place, row in enumerate(self.view.bookings) if not row.number)
            self.bookings.cursor = next(awaited, 0)

    # What it shows

    def main_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the bookings."""
        if self.view is None:
            return []
        self.page_rows = max(1, height - reception_main.AROUND)
        return reception_main.lines(self.view, self.bookings, width, height, zone=self.zone, wide=self.wide)

    def side_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint what is left, the last number, and who waits."""
        if self.view is None:
            return []
        return reception_side.lines(self.view, width, height, zone=self.zone, tall=self.roomy)

    def verbs(self) -> Sequence[Verb]:
        """Return the keys of reception."""
        return [
            Verb("enter", _("Hadir"), _("Catat hadir")),
            Verb("new", _("Nomor baru")),
            Verb("find", _("Cari"), _("Cari nama atau kode")),
            Verb("scan", _("Kode"), _("Pindai atau ketik kode")),
            Verb("slip", _("Cetak ulang"), _("Cetak ulang nomor")),
        ]

    # What it does

    async def do_enter(self) -> None:
        """Check the booking under the cursor in."""
        row = self.bookings.current
        if row is None:
            self.refuse(_("Tidak ada janji di daftar. Tidak ada yang berubah. n untuk yang datang langsung."))
        elif row.number:
            self.refuse(
                _("Sudah hadir dengan nomor {number}. Tidak ada yang berubah.").format(number=row.number)
            )
        else:
            await receiving.check_in_at_once(self, row.application)

    async def do_new(self) -> None:
        """Issue a number to who walks in."""
        left = receiving.quota_left(self.view.quotas) if self.view is not None else ""
        await receiving.new_number(self, left)

    async def do_slip(self) -> None:
        """Print the last number again."""
        if self.view is None or not self.view.last_number:
            self.refuse(_("Belum ada nomor terbit di sini. Tidak ada yang dicetak."))
            return
        await receiving.reprint_last(self, self.view.last_number)

    async def move_cursor(self, by: int) -> None:
        """Move the cursor of the list."""
        if self.bookings.move(by):
            self.paint()
