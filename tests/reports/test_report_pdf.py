"""The PDF of a report, read back from its bytes."""

from counter_tui.reports import pdf
from tests.reports.pdf_text import pages
from tests.reports.samples import handover, register, report

TITLES = ["No.", "Waktu", "Nomor"]


def test_the_first_page_says_what_it_is_of_which_office_and_who_printed_it_when() -> None:
    (page,) = pages(pdf.render(register(handover(1))))
    for words in (
        "Kanim Palembang",
        "Buku penyerahan",
        "1/9/2024–14/9/2024",
        "Dicetak oleh Dewi Anggraini, 14/9/2024 09.00",
        "Hartini Purnomo",
    ):
        assert words in page
    assert "Halaman 1/1" in "".join(page)


def test_every_row_is_on_some_page_once_and_titles_stand_on_every_page() -> None:
    found = pages(pdf.render(register(*(handover(place) for place in range(1, 61)))))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert [title for title in TITLES if title in page] == TITLES
        assert f"Halaman {number}/{len(found)}" in "".join(page)
    numbers = [piece for page in found for piece in page if piece.startswith("A-")]
    assert numbers == [f"A-{place:03}" for place in range(1, 61)]


def test_a_long_cell_is_broken_into_lines_and_loses_nothing() -> None:
    name = "Muhammad Abdurrahman Wahid Kusumanegara Sastrodiningrat"
    (page,) = pages(pdf.render(register(handover(1, owner=name))))
    assert name not in page
    assert name in " ".join(page)


def test_a_word_that_fits_no_line_is_broken_within() -> None:
    (page,) = pages(pdf.render(register(handover(1, id_reference="9" * 60))))
    assert "".join(piece for piece in page if set(piece) == {"9"}) == "9" * 60


def test_the_register_ends_with_room_for_two_signatures_and_how_to_keep_it() -> None:
    last = pages(pdf.render(register(*(handover(place) for place in range(1, 30)))))[-1]
    assert [piece for piece in last if piece in ("Petugas", "Kepala kantor", "Dewi Anggraini")][-3:] == [
        "Petugas",
        "Dewi Anggraini",
        "Kepala kantor",
    ]
    assert "29 baris." in last
    assert "Memuat data pribadi (UU 27/2022): simpan terkunci." in last


def test_letters_without_a_sign_in_print_are_owned_up_to() -> None:
    (page,) = pages(pdf.render(report((1, "Nguyễn Thị", None), (2, "李小龙", None))))
    assert "Nguyen Thi" in page
    assert "???" in page
    assert any(piece.startswith("? menggantikan") for piece in page)
    (plain,) = pages(pdf.render(report((1, "Kau siapa?", None))))
    assert not any(piece.startswith("? menggantikan") for piece in plain)


def test_parentheses_in_a_name_stay_text() -> None:
    (page,) = pages(pdf.render(report((1, "Siti (alm) \\ Tj", None))))
    assert "Siti (alm) \\ Tj" in page


def test_an_empty_report_is_a_page_that_says_so() -> None:
    (page,) = pages(pdf.render(report()))
    assert "0 baris." in page
