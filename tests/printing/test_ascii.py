import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.printing.ascii import ascii_text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Siti Nurhalizá", "Siti Nurhaliza"),
        ("Jum’at – “Laksan”", 'Jum\'at - "Laksan"'),
        ("08.00–16.00", "08.00-16.00"),
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("王小明 W.", "??? W."),
        ("baris\nsatu\tdua", "baris satu dua"),
        ("  dua   spasi ", "dua spasi"),
    ],
)
def test_a_printer_gets_the_nearest_ascii(text: str, printed: str) -> None:
    assert ascii_text(text) == printed


@given(st.text())
def test_no_text_can_carry_a_printer_command(text: str) -> None:
    assert all(" " <= character <= "~" for character in ascii_text(text))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ascii_stays_itself_but_for_spare_spaces(text: str) -> None:
    assert ascii_text(text) == " ".join(text.replace("`", "'").split())
