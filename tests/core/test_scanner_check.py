"""The scan of the self-test page tells what is wrong with a scanner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.base45 import BASE45
from counter_tui.core.scanner_check import ScannerCheck, check, mangled_slip
from counter_tui.core.slip import PREFIX

GERMAN = str.maketrans("YZ*+-/:yz", "ZY(`ß-Özy")
FRENCH = str.maketrans("0123456789AMQWZ$%*-./:", "à&é\"'(-è_çQ?AZW458):!M")
"""What the strokes of a US keyboard give under another layout."""


def test_every_character_in_its_place_is_right() -> None:
    assert check(BASE45 + "\r\n") == ScannerCheck(wrong=(), swapped_case=False)


def test_caps_lock_swaps_the_case_and_harms_nothing() -> None:
    found = check(BASE45.lower())
    assert found is not None
    assert found.right
    assert found.swapped_case


def test_a_german_layout_is_told_by_what_it_moves() -> None:
    found = check(BASE45.translate(GERMAN))
    assert found is not None
    assert dict(found.wrong) == {"Y": "Z", "Z": "Y", "*": "(", "+": "`", "-": "ß", "/": "-", ":": "Ö"}


def test_a_french_layout_is_told_though_it_moves_the_digits_too() -> None:
    found = check(BASE45.translate(FRENCH))
    assert found is not None
    assert ("0", "à") in found.wrong
    assert ("Q", "A") in found.wrong
    assert len(found.wrong) == 22


def test_a_layout_is_told_under_caps_lock_too() -> None:
    found = check(BASE45.lower().translate(GERMAN))
    assert found is not None
    assert ("-", "ß") in found.wrong
    assert found.swapped_case


def test_a_dead_key_that_swallows_its_neighbour_is_not_right() -> None:
    found = check(BASE45.translate(GERMAN).replace("`ß", "ß"))
    assert found is not None
    assert not found.right


@pytest.mark.parametrize("character", list(BASE45))
def test_a_character_that_does_not_arrive_is_named(character: str) -> None:
    found = check(BASE45.replace(character, ""))
    assert found is not None
    assert found.wrong == ((character, ""),)
    assert found.lost == (character,)


@given(st.text(alphabet=BASE45, max_size=200))
def test_a_slip_or_any_other_code_is_no_self_test_page(text: str) -> None:
    assert check(PREFIX + text) is None


@pytest.mark.parametrize(
    "text", ["https://example.org/a/long/path?with=a&query=1234", "8992753101245", "BEGIN:VCARD\nVERSION:3.0"]
)
def test_what_others_print_is_no_self_test_page(text: str) -> None:
    assert check(text) is None


def test_a_slip_under_another_layout_is_told_from_a_slip_and_from_other_texts() -> None:
    slip = PREFIX + BASE45 * 3
    assert mangled_slip(slip.translate(GERMAN))
    assert mangled_slip(slip.translate(FRENCH))
    assert not mangled_slip(slip)
    assert not mangled_slip(slip.lower())
    assert not mangled_slip("PS5, second hand")
    assert not mangled_slip("https://example.org/" + "a" * 100)
