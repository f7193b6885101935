"""The receipt of a bulk handover (tanda terima mitra): the list for which a partner's officer signs."""

import msgspec

from counter_tui.printing.blocks import Block, Pair, Rule, Signatures, Text
from counter_tui.printing.documents.paper import Paper, copy_mark, indonesian_day


class PartnerRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One passport of the list; `name` is masked."""

    number: str
    name: str


class PartnerReceiptPaper(Paper, frozen=True, kw_only=True):
    """What a partner's receipt says; `collector_name` is masked."""

    office: str
    partner: str
    """Who takes the list: `Kemenag Kota Surakarta`."""
    collector_name: str = ""
    day: str
    """ISO date."""
    time: str
    """Local time, `08.12`."""
    counter: str
    rows: tuple[PartnerRow, ...]


def partner_receipt(paper: PartnerReceiptPaper, copy: int) -> list[Block]:
    """Lay out a partner's receipt."""
    digits = len(str(len(paper.rows)))
    return [
        Text(paper.office, lines=2),
        Text("TANDA TERIMA", size=2, bold=True),
        Text("PENYERAHAN KOLEKTIF", bold=True),
        *copy_mark(copy),
        Rule(),
        Pair("Mitra", paper.partner, bold=True),
        Pair("Pengambil", paper.collector_name),
        Pair("Loket", paper.counter),
        Pair("Waktu", f"{indonesian_day(paper.day)}, {paper.time}"),
        Rule(),
        *(Pair(f"{place:0{digits}}. {row.number}", row.name) for place, row in enumerate(paper.rows, 1)),
        Rule(),
        Pair("Jumlah", str(len(paper.rows)), bold=True),
        Signatures(("Yang menyerahkan", "Yang menerima")),
    ]
