"""The lists of Penyerahan: uncollected passports, unsigned receipts, and the register (buku penyerahan).

They are tabs of the screen, turned with `tab`; each is read page by page from the desk, so that a register of
years costs no more than one of today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.handovers import BookRow, HandoverRow, UncollectedRow
from counter_tui.desk.views.pickup import PickupView
from counter_tui.tui.search_words import Search
from counter_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

Tab = Literal["scan", "uncollected", "unsigned", "book"]
TABS: tuple[Tab, ...] = ("scan", "uncollected", "unsigned", "book")
Row = UncollectedRow | HandoverRow | BookRow


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the open list, and whether another follows; `refusal` is why there is none."""

    tab: Tab
    rows: Sequence[Row]
    number: int
    more: bool = False
    refusal: str = ""


class PickupLists:
    """Which list is open, on which page, and where its cursor stands."""

    def __init__(self) -> None:
        self.tab: Tab = "scan"
        self.search = Search()
        self.page = 1
        self.more = False
        self.refusal = ""
        self.rows: RowList[Row] = RowList(_name)

    def fetch(self, desk: "Desk", view: PickupView) -> Page:
        """Read the page of the open list; runs in the desk's thread.

        Who may not look into a list is told so in its place, and all the rest goes on.
        """
        try:
            return self._read(desk, view)
        except Refused as refused:
            return Page(self.tab, (), self.page, refusal=refused.sentence)

    def _read(self, desk: "Desk", view: PickupView) -> Page:
        tab, number, search = self.tab, self.page, self.search
        if tab == "uncollected":
            uncollected = desk.uncollected(number)
            return Page(tab, uncollected.rows, number, uncollected.more)
        if tab == "book":
            book = desk.handover_book(search.text, search.day_from, search.day_to, number)
            return Page(tab, book.rows, number, book.more)
        return Page(tab, view.unsigned if tab == "unsigned" else (), number)

    def show(self, page: Page) -> None:
        """Take a page that was fetched; one of a list that was left meanwhile is dropped."""
        if page.tab == self.tab and page.number == self.page:
            self.more, self.refusal = page.more, page.refusal
            self.rows.show(page.rows)

    def turn(self, by: int) -> None:
        """Open the next tab, or the one before; its list begins at the top."""
        self.open(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def open(self, tab: Tab, search: Search | None = None) -> None:
        """Open a tab; the register with a search, or whole."""
        self.tab, self.search = tab, search or Search()
        self._restart(1)

    def move(self, by: int) -> bool:
        """Move the cursor, over the end of a page to the next one; say whether a page must be fetched."""
        if self.rows.move(by):
            return False
        if by > 0 and self.more:
            self._restart(self.page + 1)
            return True
        if by < 0 and self.page > 1:
            self._restart(self.page - 1)
            return True
        return False

    def _restart(self, page: int) -> None:
        self.page, self.more = page, False
        self.rows = RowList(_name)


def _name(row: Row) -> str:
    return row.event if isinstance(row, BookRow) else f"{row.application} {row.number}"
