"""The refusal note (bukti penolakan): why an application was refused or sent back, and what to do next.

It is owed to the applicant when documents are refused (DOMAIN §2, [K12]).
"""

from counter_tui.printing.blocks import Align, Block, Pair, Rule, Signatures, Text
from counter_tui.printing.documents.paper import (
    SpokenPaper,
    copy_mark,
    english_day,
    indonesian_day,
)


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
        Text(paper.office, lines=2),
        Text("BUKTI PENOLAKAN", size=2, bold=True),
        Text("NOTE OF REFUSAL" if paper.bilingual else "", bold=True),
        Rule(),
        Pair(paper.both("Nomor", "Number"), paper.number, bold=True),
        Pair(paper.both("Layanan", "Service"), paper.service),
        Pair("", paper.service_en if paper.bilingual else ""),
        Pair(paper.both("Nama", "Name"), paper.name),
        Pair(paper.both("Loket", "Counter"), paper.counter),
        Pair(paper.both("Waktu", "Time"), f"{indonesian_day(paper.day)}, {paper.time}"),
        Rule(),
        Pair(paper.both("Hasil", "Outcome"), paper.both(paper.outcome, paper.outcome_en), bold=True),
        Pair(paper.both("Alasan", "Reason"), paper.reason),
        Pair("", paper.reason_en if paper.bilingual else ""),
        *_next_steps(paper),
        Text(f"Dasar: {paper.basis}" if paper.basis else "", align=Align.LEFT, lines=3),
        Signatures((paper.both("Petugas", "Officer"), paper.both("Pemohon", "Applicant"))),
        *copy_mark(copy),
    ]


def _next_steps(paper: RefusalPaper) -> list[Block]:
    steps = [paper.bring, paper.bring_en if paper.bilingual else ""]
    if paper.until:
        steps.append(f"Lengkapi paling lambat {indonesian_day(paper.until)}.")
        steps.append(f"Complete it by {english_day(paper.until)}." if paper.bilingual else "")
    laid: list[Block] = [Text(step, align=Align.LEFT, lines=4) for step in steps if step]
    return [Rule(), *laid, Rule()] if laid else [Rule()]
