"""The self-test page (lembar uji): what a printer and a scanner make of our bytes."""

from counter_tui.core.base45 import BASE45
from counter_tui.printing.blocks import Align, Block, Pair, Qr, Rule, Text
from counter_tui.printing.documents.paper import Paper, copy_mark


class SelfTestPaper(Paper, frozen=True, kw_only=True):
    """What a self-test page says."""

    office: str
    printer: str
    columns: int
    profile: str = ""
    """The profile's name, for whoever has several printers in hand."""


def self_test(paper: SelfTestPaper, copy: int) -> list[Block]:
    """Lay out the self-test page: both edges, sizes, boldness and a QR with every Base45 character."""
    ruler = ("1234567890" * (paper.columns // 10 + 1))[: paper.columns]
    return [
        Text("LEMBAR UJI", size=2, bold=True),
        *copy_mark(copy),
        Text(paper.office, lines=2),
        Text(paper.printer, lines=3),
        Rule(),
        Pair("Profil", paper.profile),
        Pair("Kolom", str(paper.columns)),
        Text(ruler, align=Align.LEFT),
        Pair("Tepi kiri", "Tepi kanan"),
        Text("Huruf tebal", bold=True),
        Text("A-007", size=4),
        Qr(BASE45),
        Text("Pindai QR ini. Layar mengatakan apakah pemindai membaca semua hurufnya.", lines=4),
        Text("Bila kedua tepi utuh, lebar kertas benar.", lines=4),
    ]
