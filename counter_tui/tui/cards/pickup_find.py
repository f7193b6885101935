"""Find at Penyerahan: what is open as everywhere, and below it what was handed over already."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.finding import FoundRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.cards.find import FindCard
from counter_tui.tui.search_words import read

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk


class PickupFindCard(FindCard):
    """Looks in the register too; its days are read as such."""

    def __init__(self, now: int, zone: str) -> None:
        super().__init__()
        self.aside = _("nomor, kode, sebagian nama, atau tanggal")
        self._today = times.local(now, zone).date()
        self._zone = zone

    def look(self, desk: "Desk", wanted: str) -> tuple[FoundRow, ...]:
        """Return what is open, then the first page of the register where the officer may see it."""
        found = super().look(desk, wanted)
        search = read(wanted, self._today)
        try:
            book = desk.handover_book(search.text, search.day_from, search.day_to, 1)
        except Refused:
            return found
        known = {row.id for row in found}
        handed = [
            FoundRow(
                "application",
                row.application,
                row.number,
                row.owner,
                row.service_name,
                _("diserahkan {day}").format(day=times.full_date(row.at, self._zone)),
            )
            for row in book.rows
            if row.application not in known
        ]
        return (*found, *handed)
