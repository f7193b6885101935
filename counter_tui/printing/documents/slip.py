"""The pickup slip (resi): what the applicant walks away with, and comes back with."""

from counter_tui.printing.blocks import Block, Qr, Text
from counter_tui.printing.documents.paper import SpokenPaper, copy_mark, english_day, indonesian_day


class SlipPaper(SpokenPaper, frozen=True, kw_only=True):
    """What a slip of one application says; `qr` is the token's text, `name` is masked."""

    name: str
    promised: str
    """The promised date, ISO; empty for a service that promises none."""
    place: str
    place_en: str = ""
    hours: str
    qr: str


def slip(paper: SlipPaper, copy: int) -> list[Block]:
    """Lay out a pickup slip; in Indonesian on 58 mm it stays below 560 bytes with the longest token."""
    return [
        Text(paper.office, lines=2),
        Text(paper.both("RESI PENGAMBILAN", "PICKUP SLIP"), bold=True),
        *copy_mark(copy),
        Text(paper.number, size=3, bold=True),
        Text(paper.service, lines=2),
        Text(paper.english(paper.service_en), lines=2),
        Text(paper.name),
        *(Text(words, bold=True) for words in _promised(paper)),
        Qr(paper.qr),
        Text(paper.place, lines=2),
        Text(paper.english(paper.place_en), lines=2),
        Text(paper.hours),
    ]


def _promised(paper: SlipPaper) -> list[str]:
    if not paper.promised:
        return ["Tanggal selesai menyusul", paper.english("Date to be announced")]
    return [
        f"Selesai {indonesian_day(paper.promised)}",
        paper.english(f"Ready {english_day(paper.promised)}"),
    ]
