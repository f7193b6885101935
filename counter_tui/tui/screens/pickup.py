"""Mode 3, pickup (penyerahan): a slip is scanned, the answer stands there, the passport is handed over."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.content import Content

from counter_tui.desk.views.pickup import Collector, HandoverView, PickupCard, PickupView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.tui.actions import handing_over
from counter_tui.tui.bindings import Verb
from counter_tui.tui.cards.keys import LETTERS
from counter_tui.tui.scan import Scan, ScanKind
from counter_tui.tui.screens import pickup_card, pickup_idle
from counter_tui.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk

HANDOVER = "handover"
"""The stage of those who came for their passport."""


@dataclass(frozen=True, slots=True)
class PickupScene:
    """The pickup's lists and the number in hand, where it came for its passport."""

    pickup: PickupView
    current: TicketView | None


class PickupScreen(ModeScreen[PickupScene]):
    """Idle, or with one card. A scan never replaces an unfinished card: it waits and opens next."""

    CSS_PATH = "pickup.tcss"
    MODE = "pickup"

    def __init__(self) -> None:
        super().__init__()
        self.card: PickupCard | None = None
        self.collector: Collector | None = None
        self.waiting: deque[str] = deque()

    def fetch(self, desk: "Desk") -> PickupScene:
        """Return who waits for a passport and what was handed over."""
        return PickupScene(desk.pickup_view(), _for_pickup(desk.counter_view().current))

    def trail(self, view: PickupScene) -> TrailView | None:
        """Return the last action here."""
        return view.pickup.trail

    # What it shows

    def main_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint the card, or what was handed over last."""
        if self.view is None:
            return []
        if self.card is None:
            return pickup_idle.main_lines(
                self.view.pickup, self.view.current, width, height, zone=self.zone, tall=self.roomy
            )
        return pickup_card.lines(
            pickup_card.Shown(self.card, self.collector, len(self.waiting), self.view.pickup),
            width,
            height,
            zone=self.zone,
            tall=self.roomy,
        )

    def side_lines(self, width: int, height: int) -> Sequence[Content]:
        """Paint who waits; beside a card the pane is folded away."""
        if self.view is None or self.card is not None:
            return []
        return pickup_idle.side_lines(self.view.pickup, width, height, now=self.now())

    def verbs(self) -> Sequence[Verb]:
        """Return the keys of the card, of the number in hand, or of the idle screen."""
        if self.card is not None:
            return pickup_card.verbs(self.card)
        if self.view is not None and self.view.current is not None:
            return _verbs_in_hand(self.view.current)
        return [
            Verb("call", _("Panggil")),
            Verb("scan", _("Ketik nomor resi")),
            Verb("find", _("Cari")),
        ]

    def paint(self) -> None:
        """Fold the side pane away while a card is open, and paint."""
        self.set_class(self.card is not None, "-card")
        super().paint()

    # The card

    async def take_scan(self, scan: Scan) -> bool:
        """Answer a slip; a booking's code belongs to reception."""
        if scan.kind is not ScanKind.SLIP:
            return False
        await self.open_text(scan.text)
        return True

    async def open_text(self, text: str) -> None:
        """Open the card of a slip, an application or a number; behind an unfinished card it waits."""
        if self.card is not None:
            self.waiting.append(text)
            self.paint()
            return
        card = await self.look(lambda desk: desk.pickup_card(text))
        if card is None:
            await self._open_next()
            return
        self.card, self.collector = card, None
        if card.answer in {"used", "refused"}:
            self.counter_app.ring()
        await self.reload()

    async def close_card(self) -> None:
        """Put the card away and open what waited behind it."""
        self.card, self.collector = None, None
        self.counter_app.note_card_closed()
        self.paint()
        await self._open_next()

    def show_card(self, card: PickupCard) -> None:
        """Show what became of the card that is open."""
        self.card, self.collector = card, None
        self.paint()

    async def _open_next(self) -> None:
        if self.card is None and self.waiting:
            await self.open_text(self.waiting.popleft())

    def take_key(self, event: events.Key) -> bool:
        """Take digits and paper letters while a card is open: digits choose, and never switch modes."""
        if self.card is None or event.character is None:
            return False
        if event.character in "123456":
            self._choose(int(event.character) - 1)
            return True
        return self._tick(event.character.lower())

    def _choose(self, place: int) -> None:
        card = self.card
        if card is None:
            return
        if not card.allowed or place >= len(card.collectors):
            self.refuse(_("{digit} tidak ada di kartu ini. Tidak ada yang berubah.").format(digit=place + 1))
            return
        self.collector = Collector(card.collectors[place].kind)
        self.paint()

    def _tick(self, letter: str) -> bool:
        """Tick a paper as seen; an office that wants them one by one refuses the handover until all are."""
        if self.card is None or self.collector is None:
            return False
        seen = self.collector
        papers = next(one.papers for one in self.card.collectors if one.kind == seen.kind)
        place = LETTERS.find(letter)
        if not 0 <= place < len(papers):
            return False
        chosen = set(seen.papers) ^ {papers[place].key}
        kept = tuple(paper.key for paper in papers if paper.key in chosen)
        self.collector = replace(seen, papers=kept)
        self.paint()
        return True

    # What it does

    async def do_enter(self) -> None:
        """Hand the passport over: the officer attests that the papers were seen."""
        if self.card is not None:
            await self._hand_over(self.card)
        elif self.view is not None and self.view.current is not None:
            if self.view.current.status == "called":
                await self.act(lambda desk: desk.start())
            else:
                await self.act(lambda desk: desk.done())
        else:
            self.refuse(_("Belum ada resi. Tidak ada yang berubah. Pindai resi, atau s untuk mengetik."))

    async def _hand_over(self, card: PickupCard) -> None:
        collector = self.collector
        if card.answer == "not_ready":
            await handing_over.shelve(self, card)
        elif not card.allowed:
            self.refuse(card.sentence)
        elif collector is None:
            self.refuse(_("Belum dipilih siapa yang mengambil. Tekan 1, 2 atau 3. Paspor belum diserahkan."))
        else:
            done: HandoverView | None = await self.act(
                lambda desk: desk.hand_over(card.application, collector)
            )
            if done is not None:
                await self.close_card()

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
        """Close the card without a handover, with the reason; the number in hand ends with it."""
        await handing_over.not_handed_over(self)

    async def do_new(self) -> None:
        """Write down who collects; without a card issue a number."""
        if self.card is None:
            await super().do_new()
        elif self.collector is None or self.collector.kind == "self":
            self.refuse(_("Data pengambil untuk keluarga atau kuasa: tekan 2 atau 3 dulu."))
        else:
            await handing_over.write_collector(self, self.collector)

    async def do_scan(self) -> None:
        """Type what stands on a slip."""
        await handing_over.type_slip(self)

    async def do_leave(self) -> None:
        """Close the card; nothing is recorded."""
        if self.card is not None:
            await self.close_card()
        else:
            await super().do_leave()


def _verbs_in_hand(ticket: TicketView) -> list[Verb]:
    if ticket.status == "called":
        return [
            Verb("enter", _("Mulai")),
            Verb("recall", _("Ulang"), _("Panggil ulang")),
            Verb("missed", _("Tidak hadir")),
            Verb("scan", _("Ketik nomor resi")),
        ]
    return [Verb("enter", _("Selesai")), Verb("scan", _("Ketik nomor resi")), Verb("find", _("Cari"))]


def _for_pickup(ticket: TicketView | None) -> TicketView | None:
    """Return the number in hand where it came for its passport; one of another stage is Loket's affair."""
    if ticket is None or not any(stage.current and stage.key == HANDOVER for stage in ticket.stages):
        return None
    return ticket
