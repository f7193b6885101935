"""The answer to a slip as both lanes show it: word, mark, notes, who collects, the papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from counter_tui.desk.views.pickup import CollectorChoice, PaperView, PickupCard
from counter_tui.language import _
from counter_tui.tui.cards.keys import LETTERS
from counter_tui.tui.ink import BLANK, KEY, QUIET, fit, key, quiet, say
from counter_tui.tui.screens.pickup_hand import CardInHand
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import CURSOR, DONE


@dataclass(frozen=True, slots=True)
class Answer:
    """The word of one answer, and its mark: shape and word before colour (SCREENS §1.3)."""

    word: str
    mark: str
    style: str


def of(card: PickupCard) -> Answer:
    """Return how the card's answer is shown; only an unknown one is refused like a bad slip."""
    answers = {
        "ready": Answer(_("SIAP"), DONE, "$success"),
        "not_ready": Answer(_("BELUM"), "…", "$warning"),
        "unknown": Answer(_("CEK"), "○", "$warning"),
        "used": Answer(_("SUDAH"), "■", "$error"),
    }
    return answers.get(card.answer, Answer(_("TOLAK"), "■", "$error"))


def proof(card: PickupCard) -> str:
    """Return what the answer rests on: a slip that was checked here, or only what was typed."""
    if card.answer in {"used", "refused"}:
        return ""
    return _("belum pernah dipakai") if card.slip_note else _("tanpa resi, nomor diketik")


def letters(answer: Answer, *, tall: bool) -> list[Content]:
    """Return the answer's word, five rows high, or eight when tall."""
    return big_number.big(answer.word, answer.style, tall=tall)


def beside(left: Sequence[Content], across: int, right: Sequence[Content], width: int) -> list[Content]:
    """Put lines to the right of others, the left ones in `across` columns."""
    rows = max(len(left), len(right))
    pairs = zip(_filled(left, rows), _filled(right, rows), strict=True)
    return [say(fit(one, across), fit(other, max(1, width - across))) for one, other in pairs]


def _filled(lines: Sequence[Content], rows: int) -> list[Content]:
    return [*lines, *[BLANK] * (rows - len(lines))]


def collectors(hand: CardInHand) -> Content:
    """Return the row of those who may collect; nobody is chosen before a digit is pressed."""
    card = hand.card
    choices = card.collectors if card is not None else ()
    return say(" ", *(_collector(place, one, hand) for place, one in enumerate(choices, start=1)))


def _collector(digit: int, one: CollectorChoice, hand: CardInHand) -> Content:
    if one is hand.choice:
        return say((f" {CURSOR} {digit} {one.name} ", "bold $on-primary on $primary"), "  ")
    return say("   ", (str(digit), KEY), " ", one.name, "   ")


def papers(hand: CardInHand, head: str, width: int) -> list[Content]:
    """Return the checklist of who is chosen; its letters stand there where they must be pressed."""
    choice, collector = hand.choice, hand.collector
    if choice is None or collector is None:
        return []
    lettered = hand.card is not None and hand.card.one_by_one
    names = [
        _paper(paper, letter if lettered else "", seen=paper.key in collector.papers)
        for letter, paper in zip(LETTERS, choice.papers, strict=False)
    ]
    row = Content("   ").join(names)
    line = say((f"{head}  ", QUIET), row)
    return [line] if line.cell_length <= width else [quiet(head), *row.wrap(max(1, width))]


def _paper(paper: PaperView, letter: str, *, seen: bool) -> Content:
    mark = (f"{DONE} ", "$success") if seen else "○ "
    return say((f"{letter} ", KEY) if letter else "", mark, paper.name)


def unticked(hand: CardInHand) -> bool:
    """Say whether papers must still be ticked one by one before `enter`."""
    if hand.card is None or not hand.card.one_by_one or hand.choice is None or hand.collector is None:
        return False
    return any(paper.key not in hand.collector.papers for paper in hand.choice.papers)


def tick_first() -> str:
    """Return what stands in the place of `enter` while papers are unticked."""
    return _("Tandai dengan hurufnya yang sudah dilihat.")


def notes(card: PickupCard, width: int) -> list[Content]:
    """Return what an officer must know besides the answer: its sentence, a warning, being late."""
    warning = say(card.warning).wrap(max(1, width - 2)) if card.warning else []
    late = [say(("■ ", "$error"), card.late)] if card.late else []
    # That it lies ready is said by the letters already.
    told = card.sentence if card.answer != "ready" else ""
    return [*(say(told).wrap(max(1, width)) if told else []), *_marked("▲", "$warning", warning), *late]


def _marked(mark: str, style: str, lines: Sequence[Content]) -> list[Content]:
    """Put a mark before the first of some lines, and the others under its words."""
    return [say((f"{mark} ", style) if not place else "  ", line) for place, line in enumerate(lines)]


def person(hand: CardInHand) -> Content:
    """Return who was written down, or the key that writes it; nothing for the owner."""
    choice, collector = hand.choice, hand.collector
    if choice is None or collector is None or collector.kind == "self":
        return BLANK
    if not collector.full_name:
        weight = _(", wajib di kantor ini") if choice.named else _(", boleh dilewati")
        return say(key("n", _("Data pengambil")), (weight, QUIET))
    relation = f", {collector.relation}" if collector.relation else ""
    return say((_("Pengambil") + "  ", QUIET), collector.full_name + relation)
