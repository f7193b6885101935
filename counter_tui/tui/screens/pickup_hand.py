"""The card that is open at Penyerahan: who collects, which papers were seen, and the slips behind it."""

from collections import deque

from msgspec.structs import replace

from counter_tui.desk.views.pickup import Collector, CollectorChoice, PickupCard
from counter_tui.language import _
from counter_tui.tui.cards.keys import DIGITS

PAPERS = "abc"
"""The letters of the checklist."""


class CardInHand:
    """One card at a time; a text that comes while it is open waits in `waiting` and opens next."""

    def __init__(self) -> None:
        self.card: PickupCard | None = None
        self.collector: Collector | None = None
        self.waiting: deque[str] = deque()
        self.opened_at = 0
        """When the card was scanned, in UTC milliseconds."""

    def open(self, card: PickupCard, now: int) -> None:
        """Lay a card open, with nobody chosen."""
        self.card, self.collector, self.opened_at = card, None, now

    def put_away(self) -> None:
        """Close the card; who waited behind it stays in line."""
        self.card, self.collector = None, None

    @property
    def choice(self) -> CollectorChoice | None:
        """The kind of collector that is chosen, with its papers."""
        if self.card is None or self.collector is None:
            return None
        kind = self.collector.kind
        return next((one for one in self.card.collectors if one.kind == kind), None)

    def take(self, character: str) -> str | None:
        """Take a digit or a letter: return a refusal, nothing when it was done, None for another key."""
        if character in DIGITS:
            return self._choose(int(character) - 1)
        if character not in PAPERS or self.card is None or not self.card.allowed:
            return None
        if self.choice is None:
            return _("Pilih dulu siapa yang mengambil: 1, 2 atau 3. Belum ada yang ditandai.")
        return self._tick(PAPERS.index(character))

    def _choose(self, place: int) -> str:
        """Choose who collects; the same one again keeps what was ticked and written down."""
        card = self.card
        if card is None or not card.allowed or place >= len(card.collectors):
            return _("{digit} tidak ada di kartu ini. Tidak ada yang berubah.").format(digit=place + 1)
        kind = card.collectors[place].kind
        if self.collector is None or self.collector.kind != kind:
            self.collector = Collector(kind)
        return ""

    def _tick(self, place: int) -> str | None:
        """Tick a paper as seen, or take the tick away."""
        choice, collector = self.choice, self.collector
        if choice is None or collector is None or place >= len(choice.papers):
            return None
        seen = set(collector.papers) ^ {choice.papers[place].key}
        kept = tuple(paper.key for paper in choice.papers if paper.key in seen)
        self.collector = replace(collector, papers=kept)
        return ""
