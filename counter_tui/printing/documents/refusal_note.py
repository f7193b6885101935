"""The refusal note (bukti penolakan): why an application was refused or sent back, and what to do next.

It is owed to the applicant when documents are refused (DOMAIN §2, [K12]).
"""

from counter_tui.printing.blocks import Align, Block, Rule, Signatures, Text
from counter_tui.printing.documents.paper import SpokenPaper, english_day, indonesian_day


class RefusalPaper(SpokenPaper, frozen=True, kw_only=True):
    """What a refusal note says; `name` is masked, outcome and reason are words."""

    name: str
    outcome: str
    """`Ditolak`, `Berkas kurang` …"""
    outcome_en: str = ""
    reason: str
    reason_en: str = ""
    bring: str = ""
    """What to bring next time, a sentence; empty where nobody has said."""
    bring_en: str = ""
    until: str = ""
    """The last day on which the application may be completed, ISO; empty where nobody has said."""
    basis: str = ""
    """The legal basis."""
    day: str
    """ISO date."""
    time: str
    """Local time, `08.12`."""
    counter: str


def refusal_note(paper: RefusalPaper, copy: int) -> list[Block]:
    """Lay out a refusal note."""
    return [
        *paper.heading("BUKTI PENOLAKAN", "NOTE OF REFUSAL", copy),
        *paper.told("Nama", paper.name, "Name"),
        *paper.told("Loket", paper.counter, "Counter"),
        *paper.moment(paper.day, paper.time),
        Rule(),
        *paper.told("Hasil", paper.outcome, "Outcome", paper.outcome_en, bold=True),
        *paper.told("Alasan", paper.reason, "Reason", paper.reason_en),
        Rule(),
        *_next_steps(paper),
        Text(f"Dasar: {paper.basis}" if paper.basis else "", align=Align.LEFT, lines=4),
        Signatures((paper.both("Petugas", "Officer"), paper.both("Pemohon", "Applicant"))),
    ]


def _next_steps(paper: RefusalPaper) -> list[Block]:
    steps = [
        Text(paper.bring, align=Align.LEFT, lines=5),
        Text(paper.english(paper.bring_en), align=Align.LEFT, lines=5),
        *_until(paper),
    ]
    return [*steps, Rule()] if any(step.words for step in steps) else []


def _until(paper: RefusalPaper) -> list[Text]:
    if not paper.until:
        return []
    said = f"Lengkapi paling lambat {indonesian_day(paper.until)}."
    said_en = paper.english(f"Complete it by {english_day(paper.until)}.")
    return [Text(words, bold=True, align=Align.LEFT, lines=2) for words in (said, said_en)]
