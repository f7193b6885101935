"""The queue ticket (nomor antrean): whom the display calls; it bears no name at all."""

from counter_tui.printing.blocks import Block, Text
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
        Text(paper.number, size=4, bold=True),
        Text(paper.service, bold=True, lines=2),
        Text(paper.service_en if paper.bilingual else "", lines=2),
        Text(_priority(paper), lines=2),
        Text(f"{indonesian_day(paper.day)}, {paper.time}"),
        *(Text(words) for words in _ahead(paper)),
        Text("Nomor yang dipanggil, bukan nama", lines=2),
        Text("Numbers are called, not names" if paper.bilingual else "", lines=2),
        *copy_mark(copy),
    ]


def _priority(paper: TicketPaper) -> str:
    if not paper.priority:
        return ""
    return f"{paper.both('Prioritas', 'Priority')}: {paper.both(paper.priority, paper.priority_en)}"


def _ahead(paper: TicketPaper) -> list[str]:
    if paper.ahead is None:
        return []
    if paper.ahead == 0:
        words = ["Anda berikutnya", "You are next"]
    else:
        noun = "person" if paper.ahead == 1 else "people"
        words = [f"{paper.ahead} orang sebelum Anda", f"{paper.ahead} {noun} before you"]
    return words if paper.bilingual else words[:1]
