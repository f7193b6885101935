"""The enrolment code of one new device (kode pendaftaran), to be scanned or typed there, once."""

from counter_tui.printing.blocks import Block, Pair, Qr, Rule, Text
from counter_tui.printing.documents.paper import Paper, copy_mark, indonesian_day


class EnrolmentPaper(Paper, frozen=True, kw_only=True):
    """What the paper says: whose code it is, and until which ISO date and local time it may be used."""

    office: str
    name: str
    code: str
    day: str
    time: str


def enrolment(paper: EnrolmentPaper, copy: int) -> list[Block]:
    """Lay the code out as a QR and as the groups that a person types, the address on a row of its own."""
    groups, _at, address = paper.code.partition("@")
    return [
        Text("KODE PENDAFTARAN", size=2, bold=True),
        *copy_mark(copy),
        Text(paper.office, lines=2),
        Text(paper.name, bold=True, lines=2),
        Rule(),
        Qr(paper.code),
        Text(groups.replace("-", " "), lines=4),
        Text(f"@{address}", lines=3),
        Rule(),
        Pair("Berlaku sampai", f"{indonesian_day(paper.day)}, {paper.time}"),
        Text("Sekali pakai. Rahasia: sobek setelah perangkatnya terdaftar.", lines=3),
    ]
