from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.base45 import BASE45
from counter_tui.core.print_job import Job
from counter_tui.printing.delivery import render
from counter_tui.printing.documents.kinds import blocks
from counter_tui.printing.documents.paper import indonesian_day
from counter_tui.printing.documents.slip import SlipPaper
from counter_tui.printing.documents.ticket import TicketPaper
from counter_tui.printing.profile import Profile
from counter_tui.printing.profile_files import profile_named
from tests.printing.decoder import Page, decode
from tests.printing.samples import SELF_TEST, SLIP, TICKET, TOKEN, job

NARROW, WIDE = profile_named("generic58"), profile_named("generic80")
words = st.text(max_size=120)
copies = st.integers(0, 99)
profiles = st.sampled_from([NARROW, WIDE])


def printed(ordered: Job, profile: Profile = NARROW) -> Page:
    return decode(render(ordered, profile).data)


def test_a_ticket_bears_number_service_time_people_before_and_priority() -> None:
    assert printed(job(paper=TICKET)).texts == [
        "Kanim Palembang",
        "NOMOR ANTREAN",
        "A-007",
        "Paspor baru",
        "Prioritas: Lansia",
        "Sabtu, 14 Sep 2024, 08.12",
        "5 orang sebelum Anda",
        "Nomor yang dipanggil, bukan nama",
    ]


def test_the_number_is_the_largest_thing_on_a_ticket() -> None:
    lines = printed(job(paper=TICKET)).lines
    assert max(lines, key=lambda line: line.times).text == "A-007"


def test_a_ticket_says_nothing_of_people_or_priority_that_it_does_not_know() -> None:
    paper = msgspec.structs.replace(TICKET, ahead=None, priority="")
    texts = printed(job(paper=paper)).texts
    assert not [text for text in texts if "sebelum" in text or "Prioritas" in text]


def test_a_slip_bears_number_service_masked_name_day_place_hours_and_code() -> None:
    page = printed(job())
    assert page.texts == [
        "Kanim Palembang",
        "RESI PENGAMBILAN",
        "A-027",
        "Penggantian paspor",
        "Hartini P.",
        "Selesai Rabu, 18 Sep 2024",
        "Loket pengambilan, lantai 1",
        "Senin-Jumat 08.00-16.00",
    ]
    assert [code.payload.decode() for code in page.codes] == [TOKEN]


def test_the_code_on_a_slip_is_read_back_from_the_picture_of_the_paper() -> None:
    assert printed(job()).scanned() == [TOKEN]


def test_the_code_is_level_q_with_five_dot_modules_and_fits_58_mm() -> None:
    (code,) = printed(job()).codes
    assert (code.ecc, code.module) == (50, 5)
    assert code.image().width <= 384 - 2 * 4 * 5  # with the quiet zone of four modules


def test_only_a_further_copy_is_marked() -> None:
    assert "SALINAN" not in " ".join(printed(job(copy=0)).texts)
    texts = printed(job(copy=2)).texts
    assert texts.index("SALINAN 2") == texts.index(SLIP.number) - 1


def test_every_copy_of_a_slip_carries_the_same_code() -> None:
    assert printed(job(copy=0)).codes == printed(job(copy=3)).codes


def test_the_self_test_page_shows_width_and_all_characters_of_a_code() -> None:
    page = printed(job(paper=SELF_TEST))
    assert "12345678901234567890123456789012" in page.texts
    assert page.scanned() == [BASE45]


def test_a_document_is_initialised_once_and_cut_once() -> None:
    page = printed(job())
    assert (page.code_pages, page.cuts) == ([0], 1)


@given(office=words, service=words, name=words, place=words, hours=words, copy=copies, profile=profiles)
def test_no_words_break_the_width_of_the_paper(
    office: str, service: str, name: str, place: str, hours: str, copy: int, profile: Profile
) -> None:
    paper = SlipPaper(
        office=office, number="A3-007", service=service, name=name, promised="2024-09-18", place=place,
        hours=hours, qr=TOKEN,
    )  # fmt: skip
    page = printed(job(paper=paper, copy=copy), profile)
    assert all(0 < len(line.text) * line.times <= profile.columns for line in page.lines)


@given(office=words, service=words, name=words, place=words, hours=words, copy=copies)
def test_a_58_mm_slip_stays_within_560_bytes_whatever_stands_on_it(
    office: str, service: str, name: str, place: str, hours: str, copy: int
) -> None:
    paper = SlipPaper(
        office=office, number="A3-007", service=service, name=name, promised="2024-09-18", place=place,
        hours=hours, qr=TOKEN,
    )  # fmt: skip
    assert len(render(job(paper=paper, copy=copy), NARROW).data) <= 560


def test_the_fullest_58_mm_slip_stays_within_560_bytes() -> None:
    full = "abcdefghijklmnopqrstuvwxyzabcdef " * 4
    paper = SlipPaper(
        office=full, number="A3-007", service=full, name=full, promised="2024-09-18", place=full,
        hours=full, qr=TOKEN,
    )  # fmt: skip
    assert len(render(job(paper=paper, copy=99), NARROW).data) <= 560


@given(number=st.from_regex(r"\A[A-Z][0-9]?-[0-9]{3,5}\Z"), service=words, priority=words, profile=profiles)
def test_a_ticket_fits_the_paper_and_keeps_its_number_whole(
    number: str, service: str, priority: str, profile: Profile
) -> None:
    paper = TicketPaper(
        office="Kanim", number=number, service=service, day="2024-09-14", time="08.12", priority=priority
    )
    page = printed(job(paper=paper), profile)
    assert number in page.texts
    assert all(len(line.text) * line.times <= profile.columns for line in page.lines)


def test_the_screen_shows_the_same_words_as_the_paper() -> None:
    sheet = render(job(copy=1), NARROW)
    page = decode(sheet.data)
    shown = [line.strip() for line in sheet.lines]
    expected = [" ".join(line.text) if line.times > 1 else line.text for line in page.lines]
    assert [line for line in shown if line in expected] == expected


@pytest.mark.parametrize("data", [{"number": "A-001"}, SLIP.data() | {"nik": "x"}])
def test_data_that_do_not_fit_their_document_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        blocks(job(data=data))


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        blocks(job(document="poem"))


def test_a_58_mm_paper_is_fed_past_the_tearing_edge() -> None:
    assert printed(job()).rows[-1] == 3
    assert printed(job(), WIDE).texts[-1] == "Senin-Jumat 08.00-16.00"


def test_a_day_stands_in_indonesian_on_paper() -> None:
    assert indonesian_day("2024-08-02") == "Jumat, 2 Agu 2024"
