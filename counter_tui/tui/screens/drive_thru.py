"""Penyerahan where cars drive past: answer and shelf fill the screen, and nothing else stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from textual.content import Content

from counter_tui.desk.views.pickup import PickupCard, PickupView
from counter_tui.desk.views.ticket import TicketView
from counter_tui.language import _, ngettext
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, key, quiet, say, spread
from counter_tui.tui.screens import pickup_answer, pickup_idle
from counter_tui.tui.screens.pickup_answer import Answer
from counter_tui.tui.screens.pickup_hand import CardInHand
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import DONE

GAP = 6
SENTENCE = 24
"""Columns that a sentence beside the letters needs; with fewer it stands below them."""
APART = 8
"""Columns between the papers and the key that hands over."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the last car."""

    mark: str
    style: str
    text: str


class LaneDay:
    """What this lane has seen since it was opened: the last result, and how long each car took."""

    def __init__(self) -> None:
        self.last: Result | None = None
        self._spans: list[int] = []

    def handed(self, card: PickupCard, collector: str, milliseconds: int) -> None:
        """Note a passport handed over, and how long it took from its scan."""
        self._spans.append(max(0, milliseconds))
        self.last = Result(DONE, "$success", _told(card, _("diserahkan kepada {who}").format(who=collector)))

    def left(self, card: PickupCard) -> None:
        """Note a card that was closed without a handover."""
        answer = pickup_answer.of(card)
        text = _("tidak diserahkan") if card.allowed else _verdict(card).lower()
        self.last = Result("○" if card.allowed else answer.mark, answer.style, _told(card, text))

    def taken_back(self, text: str) -> None:
        """Note that what stands here is true no more."""
        if self.last is not None:
            self.last = Result("↶", "$warning", text)

    @property
    def median_seconds(self) -> int | None:
        """The median of all cars here; None before the first."""
        return round(median(self._spans) / 1000) if self._spans else None


def card_lines(
    hand: CardInHand, view: PickupView, day: LaneDay, width: int, height: int, *, tall: bool
) -> list[Content]:
    """Return the open card: answer, shelf, who collects, and what comes next at the bottom."""
    card = hand.card
    if card is None:
        return []
    answer = pickup_answer.of(card)
    top = [_heading(card, answer, width), BLANK, *_answer(card, answer, width, tall=tall), BLANK]
    top += [_facts(card, width), BLANK]
    if card.allowed:
        top += [pickup_answer.collectors(hand), BLANK, *_attest(hand, width)]
    return _with_foot(top, _foot(view, day, len(hand.waiting), width), height)


def idle_lines(
    view: PickupView,
    current: TicketView | None,
    day: LaneDay,
    unsigned: str,
    width: int,
    height: int,
    *,
    tall: bool,
) -> list[Content]:
    """Return the screen between two cars: PINDAI, the last result, and what comes next."""
    top = [pickup_idle.heading(current, width), BLANK, *pickup_idle.big(width, tall=tall), BLANK]
    top += [*pickup_idle.hints(unsigned), BLANK]
    if day.last is not None:
        last = say((f"{day.last.mark} ", f"bold {day.last.style}"), (day.last.text, STRONG))
        top += [quiet(_("Mobil terakhir")), *last.wrap(max(1, width))]
    return _with_foot(top, _foot(view, day, 0, width), height)


def _told(card: PickupCard, text: str) -> str:
    return "  ".join(part for part in (card.number, card.masked_name, text) if part)


def _heading(card: PickupCard, answer: Answer, width: int) -> Content:
    left = say((f"{answer.mark} ", answer.style), (_verdict(card), f"bold {answer.style}"))
    proof = pickup_answer.proof(card)
    if card.slip_note and proof and not card.warning:
        proof = _("resi sah, {proof}").format(proof=proof)
    return spread(left, quiet(proof), width)


def _verdict(card: PickupCard) -> str:
    words = {
        "ready": _("SIAP DISERAHKAN"),
        "not_ready": _("BELUM SIAP"),
        "unknown": _("BELUM PASTI"),
        "used": _("RESI SUDAH DIPAKAI"),
    }
    return words.get(card.answer, _("JANGAN SERAHKAN"))


def _answer(card: PickupCard, answer: Answer, width: int, *, tall: bool) -> list[Content]:
    """Return the word with the shelf beside it, else with the sentence, which goes below where it is long."""
    shelf = card.shelf if card.allowed and big_number.drawable(card.shelf) else ""
    tall = tall and _across(answer.word, shelf, tall=True) <= width
    drawn = pickup_answer.letters(answer, tall=tall)
    left = big_number.width(answer.word, tall=tall) + GAP
    notes = pickup_answer.notes(card, width)
    if shelf and _across(answer.word, shelf, tall=tall) <= width:
        drawn = pickup_answer.beside(drawn, left, big_number.big(shelf, "$number", tall=tall), width)
        return [*drawn, BLANK, *notes] if notes else drawn
    narrow = pickup_answer.notes(card, width - left)
    if width - left >= SENTENCE and len(narrow) <= len(drawn):
        return pickup_answer.beside(drawn, left, narrow, width)
    return [*drawn, BLANK, *notes] if notes else drawn


def _across(word: str, shelf: str, *, tall: bool) -> int:
    return big_number.width(word, tall=tall) + GAP + big_number.width(shelf, tall=tall)


def _facts(card: PickupCard, width: int) -> Content:
    """Return the facts in one row; a long service gives way."""
    here = card.handover is None
    shelf = _("Rak {shelf}").format(shelf=card.shelf) + "   " if card.shelf and here else ""
    before = say((shelf, STRONG), (f"{card.number}  " if card.number else "", STRONG))
    ready = _("siap {since}").format(since=card.ready_text) if card.ready_text and here else ""
    after = say(f"   {card.masked_name}" if card.masked_name else "", (f"   {ready}" if ready else "", QUIET))
    service = say(card.service_name)
    room = max(8, width - before.cell_length - after.cell_length)
    return say(before, fit(service, min(service.cell_length, room)), after)


def _attest(hand: CardInHand, width: int) -> list[Content]:
    """Return the papers and, in the same row where there is room, the key that hands over."""
    papers = pickup_answer.papers(hand, _("Lihat:"), width)
    if not papers:
        return []
    waits = pickup_answer.unticked(hand)
    does = quiet(pickup_answer.tick_first()) if waits else key("enter", _("serahkan"))
    person = pickup_answer.person(hand)
    if len(papers) == 1 and not person and papers[0].cell_length + APART + does.cell_length <= width:
        return [say(papers[0], " " * APART, does)]
    if does.cell_length + GAP + person.cell_length > width:
        return [*papers, BLANK, does, person]
    return [*papers, BLANK, spread(does, person, width) if person else does]


def _foot(view: PickupView, day: LaneDay, slips: int, width: int) -> Content:
    """Return how many wait behind this car, and what the lane has done today."""
    count = (str(len(view.waiting)), STRONG)
    waiting = say((_("Mobil berikut") + "  ", QUIET), count, " " + _("menunggu"))
    if slips:
        text = ngettext("{number} resi menunggu", "{number} resi menunggu", slips)
        waiting = say((text.format(number=slips), STRONG))
    today, seconds = _("{number} hari ini").format(number=view.today), day.median_seconds
    if seconds is not None:
        today += _(", median {seconds} detik").format(seconds=seconds)
    return spread(waiting, quiet(today), width)


def _with_foot(top: Sequence[Content], foot: Content, height: int) -> list[Content]:
    """Put a line on the last row; what is above gives way before it does."""
    kept = list(top[: max(0, height - 1)])
    return [*kept, *[BLANK] * (height - 1 - len(kept)), foot]
