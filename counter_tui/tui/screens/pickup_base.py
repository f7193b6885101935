"""What Penyerahan holds: its view, its one card and what waits behind it, its lists, its last receipt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events

from counter_tui.desk.views.handovers import HandoverRow
from counter_tui.desk.views.pickup import PickupCard, PickupView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.trail import TrailView
from counter_tui.tui.actions import handing_over
from counter_tui.tui.scan import Scan, ScanKind
from counter_tui.tui.screens import drive_thru
from counter_tui.tui.screens.pickup_hand import CardInHand
from counter_tui.tui.screens.pickup_lists import Page, PickupLists
from counter_tui.tui.screens.scrolling import ScrollingScreen

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

HANDOVER = "handover"
"""The stage of those who came for their passport."""
DRIVE_THRU = "drive_thru"


@dataclass(frozen=True, slots=True)
class PickupScene:
    """The pickup's view, the open list's page, and the number in hand where it came for its passport."""

    pickup: PickupView
    page: Page
    current: TicketView | None


class PickupBase(ScrollingScreen[PickupScene]):
    """The card and its scans.

    A scan never replaces an unfinished card: it waits and opens next.
    """

    MODE = "pickup"

    def __init__(self) -> None:
        super().__init__()
        self.hand = CardInHand()
        self.lists = PickupLists()
        self.day = drive_thru.LaneDay()
        self.lane = ""
        """The lane chosen since the start; empty as long as it is that of the settings."""
        self.to_sign: frozenset[str] = frozenset()
        """The applications on the receipt that was printed here last, until it is signed."""
        self.receipt: handing_over.Receipt | None = None
        """The receipt that was printed here last."""
        self.partner_lines: list[str] = []
        """A partner's list that is not handed over yet, so that leaving its card loses nothing."""

    def fetch(self, desk: "Desk") -> PickupScene:
        """Return who waits for a passport, what was handed over, and the page of the open list."""
        view = desk.pickup_view()
        return PickupScene(view, self.lists.fetch(desk, view), _for_pickup(desk.counter_view().current))

    def shown(self) -> None:
        """Fill the open list."""
        if self.view is not None:
            self.lists.show(self.view.page)

    def trail(self, view: PickupScene) -> TrailView | None:
        """Return the last action here."""
        return view.pickup.trail

    @property
    def card(self) -> PickupCard | None:
        """The card that is open."""
        return self.hand.card

    @property
    def in_lane(self) -> bool:
        """Whether cars drive past this machine (SCREENS §5)."""
        return (self.lane or self.counter_app.options.lane) == DRIVE_THRU

    @property
    def unsigned(self) -> HandoverRow | None:
        """The receipt that was printed here last and waits for its signature."""
        rows = self.view.pickup.unsigned if self.view is not None else ()
        return next((row for row in rows if row.application in self.to_sign), None)

    # The card

    @property
    def unfinished(self) -> bool:
        """Whether a card stands open that a scanned booking must not cover."""
        return self.card is not None

    async def take_scan(self, scan: Scan) -> bool:
        """Answer a slip; a booking's code belongs to reception."""
        if scan.kind is not ScanKind.SLIP:
            return False
        if self.card is None:
            self.lists.open("scan")
        await self.open_text(scan.text)
        return True

    async def open_text(self, text: str) -> None:
        """Open the card of a slip, an application or a number; behind an unfinished card it waits."""
        if self.card is not None:
            self.hand.waiting.append(text)
            self.paint()
            return
        card = await self.look(lambda desk: desk.pickup_card(text))
        if card is None:
            await self._open_next()
            return
        self.hand.open(card, self.now())
        if card.answer in {"used", "refused"}:
            self.counter_app.ring()
        await self.reload()

    async def close_card(self) -> None:
        """Put the card away and open what waited behind it."""
        self.hand.put_away()
        self.counter_app.note_card_closed()
        self.paint()
        await self._open_next()

    def show_card(self, card: PickupCard) -> None:
        """Show what became of the card that is open; what its slip said stays."""
        if self.card is not None:
            card = replace(card, slip_note=self.card.slip_note, warning=self.card.warning)
        self.hand.open(card, self.hand.opened_at)
        self.paint()

    async def renew_card(self) -> None:
        """Show what the open card says now, after something was taken back; what was chosen is asked anew."""
        known = self.card
        if known is None or not known.application:
            self.paint()
            return
        card = await self.look(lambda desk: desk.pickup_card(known.application))
        if card is not None and self.card is known:
            self.show_card(card)

    async def _open_next(self) -> None:
        if self.card is None and self.hand.waiting:
            await self.open_text(self.hand.waiting.popleft())

    def take_key(self, event: events.Key) -> bool:
        """Take digits and paper letters while a card is open: digits choose, and never switch modes."""
        if self.card is None or event.character is None:
            return False
        refusal = self.hand.take(event.character.lower())
        if refusal is None:
            return False
        if refusal:
            self.refuse(refusal)
        self.paint()
        return True


def _for_pickup(ticket: TicketView | None) -> TicketView | None:
    """Return the number in hand where it came for its passport; one of another stage is Loket's affair."""
    if ticket is None or not any(stage.current and stage.key == HANDOVER for stage in ticket.stages):
        return None
    return ticket
