"""The handover receipt (tanda terima penyerahan): who took what, and the line on which they sign for it.

Handing over is recorded and signed by the collector (Permenkumham 8/2014 Ps 23 [K13]).
"""

from counter_tui.printing.blocks import Block, Rule, Signatures
from counter_tui.printing.documents.paper import SpokenPaper


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
    product_en: str = ""
    day: str
    """ISO date."""
    time: str
    """Local time, `08.12`."""
    counter: str


def receipt(paper: ReceiptPaper, copy: int) -> list[Block]:
    """Lay out a handover receipt."""
    return [
        *paper.heading("TANDA TERIMA", "HANDOVER RECEIPT", copy),
        *paper.told("Diterima", paper.product, "Received", paper.product_en),
        *paper.told("Pemilik", paper.owner, "Owner"),
        *paper.told("Pengambil", paper.collector, "Collector", paper.collector_en),
        *paper.told("Nama pengambil", paper.collector_name, "Name"),
        *paper.told("Loket", paper.counter, "Counter"),
        *paper.moment(paper.day, paper.time),
        Rule(),
        Signatures((paper.both("Petugas", "Officer"), paper.both("Pengambil", "Collector"))),
    ]
