"""The handover card: the answer in large letters, who collects, and the papers to be seen (SCREENS §5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from counter_tui.desk.views.pickup import Collector, CollectorChoice, PaperView, PickupCard, PickupView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.bindings import Verb
from counter_tui.tui.ink import BLANK, KEY, QUIET, STRONG, fit, key, quiet, say, spread, strong
from counter_tui.tui.widgets import big_number
from counter_tui.tui.widgets.marks import CURSOR, DONE

LABEL = 8
GAP = 4
FACTS = 36
"""Columns that the facts beside the letters like to have."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The card, who was chosen, how many slips wait behind it, and the lists below it."""

    card: PickupCard
    collector: Collector | None
    waiting: int
    pickup: PickupView


def lines(shown: Shown, width: int, height: int, *, zone: str, tall: bool) -> list[Content]:
    """Return the card's lines; where there is room the last handovers stand below."""
    card = shown.card
    top = [_heading(shown, width), BLANK, *_answer(card, width, tall=tall), BLANK]
    if card.sentence:
        top += [*Content(card.sentence).wrap(max(1, width)), BLANK]
    if card.allowed:
        top += _collectors(shown, width)
    if tall:
        top += [BLANK] * max(1, height - len(top) - len(shown.pickup.handed_over[:5]) - 4)
        top += _handed_over(shown.pickup, width, zone)
    return top[:height]


def verbs(card: PickupCard) -> list[Verb]:
    """Return the card's keys."""
    if card.answer == "not_ready":
        return [
            Verb("enter", _("Catat siap")),
            Verb("leave", _("Tutup")),
            Verb("outcome", _("Lain")),
            Verb("find", _("Cari")),
        ]
    if not card.allowed:
        return [Verb("leave", _("Tutup")), Verb("outcome", _("Lain")), Verb("find", _("Cari"))]
    short = {"self": _("Pemilik"), "family": _("Keluarga"), "proxy": _("Kuasa")}
    digits = [
        Verb("enter", short.get(one.kind, one.name), keys=str(place))
        for place, one in enumerate(card.collectors, start=1)
    ]
    return [Verb("enter", _("Serahkan")), *digits, Verb("outcome", _("Lain")), Verb("leave", _("Tutup"))]


def _heading(shown: Shown, width: int) -> Content:
    card = shown.card
    mark, style = _mark(card)
    right = card.slip_note
    if shown.waiting:
        right = _("{number} resi menunggu").format(number=shown.waiting)
    return spread(say((f"{mark} ", style), (card.headline, STRONG)), quiet(right), width)


def _mark(card: PickupCard) -> tuple[str, str]:
    marks = {
        "ready": (DONE, "$success"),
        "not_ready": ("…", "$warning"),
        "unknown": ("○", "$warning"),
    }
    return marks.get(card.answer, ("■", "$error"))


def _word(card: PickupCard) -> tuple[str, str]:
    words = {
        "ready": (_("SIAP"), "$success"),
        "not_ready": (_("BELUM"), "$warning"),
        "unknown": (_("CEK"), "$warning"),
        "used": (_("SUDAH"), "$error"),
    }
    return words.get(card.answer, (_("TOLAK"), "$error"))


def _answer(card: PickupCard, width: int, *, tall: bool) -> list[Content]:
    word, style = _word(card)
    facts = _facts(card)
    tall = tall and big_number.width(word, tall=True) + 30 <= width
    letters = big_number.big(word, style, tall=tall)
    drawn_width = big_number.width(word, tall=tall)
    left = drawn_width + (GAP if drawn_width + GAP + FACTS <= width else 1)
    rows = max(len(letters), len(facts))
    padded = [*facts, *[BLANK] * (rows - len(facts))]
    drawn = [*letters, *[BLANK] * (rows - len(letters))]
    return [
        say(fit(one, left), fit(fact, max(1, width - left))) for one, fact in zip(drawn, padded, strict=True)
    ]


def _facts(card: PickupCard) -> list[Content]:
    facts = [
        (_("Rak"), strong(card.shelf) if card.shelf else BLANK),
        (_("Nomor"), say((card.number, STRONG), "  ", card.service_name) if card.number else BLANK),
        (_("Pemilik"), say(card.masked_name)),
        (_("Siap"), say(card.ready_text)),
        (_("Resi"), say(card.slip_text)),
    ]
    return [say((label.ljust(LABEL), QUIET), value) for label, value in facts if value.plain.strip()]


def _collectors(shown: Shown, width: int) -> list[Content]:
    chosen = next((one for one in shown.card.collectors if _is(one, shown.collector)), None)
    parts = [
        _collector(str(place), one, here=one is chosen)
        for place, one in enumerate(shown.card.collectors, start=1)
    ]
    row = say(" ", *parts)
    top = [strong(_("Siapa yang mengambil?")), BLANK, row, BLANK]
    if chosen is None or shown.collector is None:
        return top
    return [
        *top,
        *_papers(chosen, shown.collector.papers, width),
        BLANK,
        *_person(shown.collector),
        _attest(),
    ]


def _is(one: CollectorChoice, collector: Collector | None) -> bool:
    return collector is not None and one.kind == collector.kind


def _collector(digit: str, one: CollectorChoice, *, here: bool) -> Content:
    if here:
        return say((f" {CURSOR} {digit} {one.name} ", "bold $on-primary on $primary"), "  ")
    return say("   ", (digit, KEY), " ", one.name, "   ")


def _papers(chosen: CollectorChoice, seen: Sequence[str], width: int) -> list[Content]:
    head = quiet(_("Lihat aslinya:") + "  ")
    papers = Content("   ").join([_paper(paper, seen) for paper in chosen.papers])
    line = say(head, papers)
    if line.cell_length <= width:
        return [line]
    return [head, *papers.wrap(max(1, width))]


def _paper(paper: PaperView, seen: Sequence[str]) -> Content:
    mark = (f"{DONE} ", "$success") if paper.key in seen else "○ "
    return say(mark, paper.name)


def _person(collector: Collector) -> list[Content]:
    if collector.kind == "self":
        return []
    if not collector.full_name:
        return [say(key("n", _("Data pengambil")), (_(", boleh dilewati"), QUIET))]
    relation = f", {collector.relation}" if collector.relation else ""
    return [say((_("Pengambil") + "  ", QUIET), (collector.full_name + relation, "$foreground"))]


def _attest() -> Content:
    return say(("enter", KEY), " ", _("Semua sudah dilihat,"), " ", (_("serahkan paspor"), "bold"))


def _handed_over(pickup: PickupView, width: int, zone: str) -> Sequence[Content]:
    head = spread(
        strong(_("Baru diserahkan")), quiet(_("{number} hari ini").format(number=pickup.today)), width
    )
    rows = [
        say(
            (times.clock(row.at, zone), QUIET),
            "  ",
            fit(say(row.number), LABEL),
            (row.collector, "$foreground"),
        )
        for row in pickup.handed_over[:5]
    ]
    return [head, *rows]
