"""The handover card: the answer in large letters, its facts, who collects, and the papers (SCREENS §5)."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.pickup import PickupCard, PickupView
from counter_tui.language import _, ngettext
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, quiet, say, spread, strong
from counter_tui.tui.screens import handed_rows, pickup_answer
from counter_tui.tui.screens.pickup_hand import CardInHand
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import DONE

LABEL = 8
"""Columns of a fact's name; a longer one widens them all."""
GAP = 4
FACTS = 36
"""Columns that the facts beside the letters like to have."""
LEAST_FACTS = 30
SHOWN = 5
"""Handovers below the card where there is room."""


def lines(
    hand: CardInHand, view: PickupView, width: int, height: int, *, zone: str, tall: bool
) -> list[Content]:
    """Return the card's lines; where there is room the last handovers stand below."""
    card = hand.card
    if card is None:
        return []
    top = [_heading(hand, card, width), BLANK, *_answer(card, width, tall=tall), BLANK]
    notes = pickup_answer.notes(card, width)
    if notes:
        top += [*notes, BLANK]
    if card.allowed:
        top += _collectors(hand, width, height - len(top))
    if tall:
        below = handed_rows.lines(view, width, SHOWN, zone=zone)
        top += [BLANK] * max(1, height - len(top) - len(below))
        top += below
    return top[:height]


def _heading(hand: CardInHand, card: PickupCard, width: int) -> Content:
    note, count = pickup_answer.proof(card), len(hand.waiting)
    if count:
        note = ngettext("{number} resi menunggu", "{number} resi menunggu", count).format(number=count)
    return spread(_found(card), quiet(note), width)


def _found(card: PickupCard) -> Content:
    """Return what became of the slip, before whether its passport is ready."""
    answer = pickup_answer.of(card)
    if card.answer in {"used", "refused"}:
        words = _("RESI SUDAH DIPAKAI") if card.answer == "used" else _("JANGAN SERAHKAN")
        return say((f"{answer.mark} ", answer.style), (words, STRONG))
    if not card.slip_note:
        return say(("○ ", QUIET), (_("PERMOHONAN"), STRONG))
    checked = quiet("  " + _("diperiksa di komputer ini"))
    if card.warning:
        return say(("▲ ", "$warning"), (_("COCOKKAN DULU"), STRONG), checked)
    return say((f"{DONE} ", "$success"), (_("RESI SAH"), STRONG), checked)


def _answer(card: PickupCard, width: int, *, tall: bool) -> list[Content]:
    answer = pickup_answer.of(card)
    facts = _facts(card)
    tall = tall and big_number.width(answer.word, tall=True) + LEAST_FACTS <= width
    drawn_width = big_number.width(answer.word, tall=tall)
    across = drawn_width + (GAP if drawn_width + GAP + FACTS <= width else 1)
    return pickup_answer.beside(pickup_answer.letters(answer, tall=tall), across, facts, width)


def _facts(card: PickupCard) -> list[Content]:
    here = (_("Nomor"), say((card.number, STRONG), "  ", card.service_name) if card.number else BLANK)
    owner, slip = (_("Pemilik"), say(card.masked_name)), (_("Resi"), say(card.slip_text))
    facts = [(_("Rak"), strong(card.shelf)), here, owner, (_("Siap"), say(card.ready_text)), slip]
    used = card.handover
    if used is not None:
        facts = [here, owner, slip, (_("Diambil"), say(used.collector)), (_("Petugas"), say(used.officer))]
    known = [(label, value) for label, value in facts if value.plain.strip()]
    wide = max([LABEL, *(len(label) + 1 for label, _value in known)])
    return [say((label.ljust(wide), QUIET), value) for label, value in known]


def _collectors(hand: CardInHand, width: int, room: int) -> Sequence[Content]:
    """Return who collects and what must be seen; where rows are short, blank ones go first."""
    papers = pickup_answer.papers(hand, _("Lihat aslinya:"), width)
    rows = [strong(_("Siapa yang mengambil?")), BLANK, pickup_answer.collectors(hand)]
    if papers:
        rows += [BLANK, *papers, BLANK, *_attest(hand, width)]
    while len(rows) > room and BLANK in rows:
        rows.remove(BLANK)
    return rows


def _attest(hand: CardInHand, width: int) -> list[Content]:
    """Return what `enter` attests, and the key that writes the collector down."""
    does = say(("enter", KEY), " ", _("Semua sudah dilihat,"), " ", (_("serahkan paspor"), "bold"))
    if pickup_answer.unticked(hand):
        does = quiet(pickup_answer.tick_first())
    person = pickup_answer.person(hand)
    if does.cell_length + GAP + person.cell_length > width:
        return [does, person]
    return [spread(does, person, width)] if person else [does]
