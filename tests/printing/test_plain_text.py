from counter_tui.printing.plain_text import plain_text
from tests.printing.samples import SHIFT_REPORT, SLIP, TOKEN, job


def test_a_document_as_text_has_the_words_of_the_paper_in_their_places() -> None:
    lines = plain_text(job(paper=SHIFT_REPORT), 32)
    assert lines[0] == "Kanim Palembang".center(32).rstrip()
    assert lines[2] == "-" * 32
    assert "Dilayani                      47" in lines


def test_a_code_as_text_says_what_a_scanner_would_read() -> None:
    assert f"[QR] {TOKEN}" in plain_text(job(paper=SLIP), 32)
