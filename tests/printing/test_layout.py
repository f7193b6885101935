"""Long words of real offices on narrow paper: the same words stand there as on paper without an edge."""

from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from counter_tui.core.catalogue import Service, builtin
from counter_tui.core.collectors import KINDS as COLLECTORS
from counter_tui.core.names import mask
from counter_tui.printing.blocks import Align, Block, Gap, Pair, Row, Rule, Signatures, Text
from counter_tui.printing.delivery import render
from counter_tui.printing.documents.kinds import blocks
from counter_tui.printing.documents.paper import Paper
from counter_tui.printing.documents.partner_receipt import PartnerRow
from counter_tui.printing.documents.self_test import SelfTestPaper
from counter_tui.printing.layout import lay_out
from counter_tui.printing.profile_files import profile_named
from tests.printing.samples import EVERY, SLIP, job

ENDLESS = 1_000
WIDTHS = (32, 42, 48)
OFFICE = "Kantor Imigrasi Kelas I Khusus Non TPI Jakarta Selatan"
NAME = mask("Muhammadkhoirulanwaruddin Siregar")
CATALOGUE = builtin()
COLLECTOR = max(COLLECTORS.values(), key=lambda kind: len(kind.name_id))


def longest(kind: str, language: str) -> str:
    names: list[str] = [named.name(language) for named in getattr(CATALOGUE, kind).values()]
    return max(names, key=len)


LONGEST = {
    "office": OFFICE,
    "number": "A3-1007",
    "service": longest("services", "id"),
    "service_en": longest("services", "en"),
    "priority": longest("priorities", "id"),
    "priority_en": longest("priorities", "en"),
    "product": longest("products", "id"),
    "product_en": longest("products", "en"),
    "collector": COLLECTOR.name_id,
    "collector_en": COLLECTOR.name_en,
    "name": NAME,
    "owner": NAME,
    "collector_name": NAME,
    "partner": "Kantor Kementerian Haji dan Umrah Kabupaten Karanganyar",
    "place": "Loket pengambilan, gedung pelayanan lantai 1",
    "hours": "Senin-Kamis 08.00-16.00",
    "counter": "Pengambilan drive-thru 2",
    "rows": (PartnerRow(number="H3-1007", name=NAME),) * 12,
    "day": "2024-09-18",
    "promised": "2024-09-18",
    "until": "2024-09-18",
}
"""The longest words of the catalogue and of real offices."""


def stretched(paper: Paper) -> Paper:
    fields = {name: LONGEST[name] for name in paper.__struct_fields__ if name in LONGEST}
    return msgspec.structs.replace(paper, **fields)


def rows(laid: list[Block], columns: int) -> list[Row]:
    return [row for row in lay_out(laid, columns) if isinstance(row, Row)]


def words(laid: list[Block], columns: int) -> Counter[str]:
    """Count the words of a paper, without its lines to sign on and across."""
    text = " ".join(row.text for row in rows(laid, columns))
    return Counter(word for word in text.split() if set(word) - set(".-"))


def papers() -> Iterator[tuple[str, Paper]]:
    for name, paper in EVERY.items():
        yield name, paper
        yield f"{name}, long", stretched(paper)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in papers()])
def test_no_word_is_cut_lost_or_wider_than_the_paper(paper: Paper, columns: int) -> None:
    if isinstance(paper, SelfTestPaper):
        paper = msgspec.structs.replace(paper, columns=columns)
    laid = blocks(job(paper=paper, copy=12))
    assert words(laid, columns) == words(laid, ENDLESS)
    assert all(len(row.text) * row.size <= columns for row in rows(laid, columns))


@pytest.mark.parametrize("service", [pytest.param(one, id=one.code) for one in CATALOGUE.services.values()])
def test_a_58_mm_slip_of_every_service_stays_within_560_bytes(service: Service) -> None:
    paper = msgspec.structs.replace(stretched(SLIP), service=service.name_id)
    assert len(render(job(paper=paper), profile_named("generic58")).data) <= 560


def test_rows_of_one_text_are_of_even_length() -> None:
    text = Text("Extension of a limited stay permit (ITAS)", lines=2)
    assert [row.text for row in rows([text], 32)] == ["Extension of a limited", "stay permit (ITAS)"]


def test_what_exceeds_its_rows_ends_visibly_cut() -> None:
    text = Text("Perpanjangan izin tinggal " * 6, lines=2)
    assert [row.text for row in rows([text], 32)] == [
        "Perpanjangan izin tinggal",
        "Perpanjangan izin tinggal..",
    ]


def test_a_value_stands_at_the_right_of_its_label() -> None:
    assert rows([Pair("Loket", "3", bold=True)], 32) == [Row("Loket" + " " * 26 + "3", bold=True)]


def test_a_long_value_goes_on_below_itself() -> None:
    pair = Pair("Diterima", "Paspor elektronik 48 halaman")
    assert [row.text for row in rows([pair], 32)] == [
        "Diterima       Paspor elektronik",
        "                      48 halaman",
    ]


def test_a_value_with_no_room_beside_its_label_stands_below_it() -> None:
    pair = Pair("Pengambil / Collector", "Penerima kuasa")
    assert [row.text for row in rows([pair], 32)] == [
        "Pengambil / Collector",
        "                  Penerima kuasa",
    ]


def test_a_label_without_a_value_takes_no_row() -> None:
    assert rows([Pair("Diterima", "")], 32) == []


def test_two_people_sign_beside_each_other_where_the_paper_is_wide() -> None:
    signed = Signatures(("Petugas", "Pengambil"))
    wide, narrow = (list(lay_out([signed], columns)) for columns in (48, 32))
    assert [type(row) for row in wide] == [Gap, Row, Row]
    assert [type(row) for row in narrow] == [Gap, Row, Row, Gap, Row, Row]


def test_a_rule_goes_from_edge_to_edge() -> None:
    assert rows([Rule()], 32) == [Row("-" * 32, align=Align.LEFT)]
