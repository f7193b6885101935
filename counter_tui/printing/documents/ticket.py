"""The queue ticket (nomor antrean): whom the display calls; it bears no name at all."""

from counter_tui.printing.blocks import Block, Gap, Text
from counter_tui.printing.documents.paper import SpokenPaper, copy_mark, indonesian_day


class TicketPaper(SpokenPaper, frozen=True, kw_only=True):
    """What a queue ticket says."""

    day: str
    """Business day, ISO date."""
    time: str
    """Local time of issue, `08.12`."""
    ahead: int | None = None
    """How many people wait before; None when nobody can say."""
    priority: str = ""
    """The priority group in words, else empty."""
    priority_en: str = ""


def ticket(paper: TicketPaper, copy: int) -> list[Block]:
    """Lay out a queue ticket: the number is the largest thing on it."""
    return [
        Text(paper.office, lines=2),
        Text(paper.both("NOMOR ANTREAN", "QUEUE NUMBER"), bold=True),
        *copy_mark(copy),
        Text(paper.number, size=6, bold=True),
        Text(paper.service, bold=True, lines=2),
        Text(paper.english(paper.service_en), lines=2),
        *_priority(paper),
        Gap(),
        Text(f"{indonesian_day(paper.day)}, {paper.time}"),
        *(Text(words, bold=True) for words in _ahead(paper)),
        Gap(),
        Text("Nomor yang dipanggil, bukan nama", lines=2),
        Text(paper.english("Numbers are called, not names"), lines=2),
    ]


def _priority(paper: TicketPaper) -> list[Block]:
    if not paper.priority:
        return []
    english = paper.english(paper.priority_en)
    return [
        Text(f"Prioritas: {paper.priority}", lines=2),
        Text(f"Priority: {english}" if english else "", lines=2),
    ]


def _ahead(paper: TicketPaper) -> list[str]:
    if paper.ahead is None:
        return []
    if paper.ahead == 0:
        return ["Anda berikutnya", paper.english("You are next")]
    people = "person" if paper.ahead == 1 else "people"
    return [f"{paper.ahead} orang sebelum Anda", paper.english(f"{paper.ahead} {people} before you")]
