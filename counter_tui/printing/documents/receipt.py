"""The handover receipt (tanda terima penyerahan): who took what, and the line on which they sign for it.

Handing over is recorded and signed by the collector (Permenkumham 8/2014 Ps 23 [K13]).
"""

from counter_tui.printing.blocks import Block, Pair, Rule, Signatures, Text
from counter_tui.printing.documents.paper import SpokenPaper, copy_mark, indonesian_day


class ReceiptPaper(SpokenPaper, frozen=True, kw_only=True):
    """What a handover receipt says; `owner` and `collector_name` are masked names."""

    owner: str
    collector: str
    """The kind of collector in words: `Keluarga satu KK`."""
    collector_en: str = ""
    collector_name: str = ""
    """Empty when the owner collects."""
    product: str = ""
    """What was handed over, in words; empty where it is not known here."""
    day: str
    """ISO date."""
    time: str
    """Local time, `08.12`."""
    counter: str


def receipt(paper: ReceiptPaper, copy: int) -> list[Block]:
    """Lay out a handover receipt."""
    return [
        Text(paper.office, lines=2),
        Text("TANDA TERIMA", size=2, bold=True),
        Text("HANDOVER RECEIPT" if paper.bilingual else "", bold=True),
        Rule(),
        Pair(paper.both("Nomor", "Number"), paper.number, bold=True),
        Pair(paper.both("Layanan", "Service"), paper.service),
        Pair("", paper.service_en if paper.bilingual else ""),
        Pair(paper.both("Diterima", "Received"), paper.product),
        Pair(paper.both("Pemilik", "Owner"), paper.owner),
        Pair(paper.both("Pengambil", "Collector"), paper.both(paper.collector, paper.collector_en)),
        Pair(paper.both("Nama pengambil", "Name"), paper.collector_name),
        Pair(paper.both("Loket", "Counter"), paper.counter),
        Pair(paper.both("Waktu", "Time"), f"{indonesian_day(paper.day)}, {paper.time}"),
        Rule(),
        Signatures((paper.both("Petugas", "Officer"), paper.both("Pengambil", "Collector"))),
        *copy_mark(copy),
    ]
