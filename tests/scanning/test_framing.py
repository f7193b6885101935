"""The bytes of a serial scanner become whole texts, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.base45 import BASE45
from counter_tui.core.slip import PREFIX
from counter_tui.scanning.framing import GAP, Framing
from counter_tui.scanning.texts import LONGEST

slips = st.text(alphabet=BASE45, min_size=2, max_size=180).map(PREFIX.__add__)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\x00"])
def test_any_terminator_ends_a_text(end: bytes) -> None:
    assert Framing().feed(b"PS1:AB C " + end, 0.0) == ["PS1:AB C "]


def test_silence_ends_a_text_without_a_terminator() -> None:
    framing = Framing()
    assert framing.feed(b"MP822869813", 0.0) == []
    assert framing.rest(GAP / 2) == []
    assert framing.rest(GAP) == ["MP822869813"]
    assert not framing.waiting


def test_what_comes_after_a_silence_is_another_text() -> None:
    framing = Framing()
    framing.feed(b"PS1:ABC", 0.0)
    assert framing.feed(b"PS1:DEF\r", 1.0) == ["PS1:ABC", "PS1:DEF"]


@given(st.lists(slips, min_size=1, max_size=5), st.lists(st.integers(1, 60), max_size=20))
def test_slips_arrive_whole_however_the_line_cuts_them(texts: list[str], cuts: list[int]) -> None:
    framing, arrived = Framing(), []
    left = "".join(f"{text}\r\n" for text in texts).encode("ascii")
    for size in [*cuts, len(left) or 1]:
        arrived += framing.feed(left[:size], 0.0)
        left = left[size:]
    assert arrived == texts


@given(st.lists(st.binary(max_size=200), max_size=10))
def test_whatever_arrives_only_printable_ascii_goes_on(chunks: list[bytes]) -> None:
    framing = Framing()
    texts = [text for place, chunk in enumerate(chunks) for text in framing.feed(chunk, place * GAP)]
    texts += framing.rest(1e9)
    for text in texts:
        assert text.isascii()
        assert text.replace("\n", "").isprintable()
        assert len(text) <= LONGEST


def test_a_line_of_garbage_is_dropped_whole_and_remembered_until_a_clean_one() -> None:
    framing = Framing()
    assert framing.feed(b"PS1:AB\xfe\x80CDEF\r", 0.0) == []
    assert framing.garbled
    assert framing.feed(b"PS1:ABCDEF\r", 0.1) == ["PS1:ABCDEF"]
    assert not framing.garbled


def test_the_noise_of_a_plug_is_no_text() -> None:
    framing = Framing()
    assert framing.feed(b"\x00~\r\nAB\r", 0.0) == []
    assert framing.rest(GAP) == []


def test_of_a_flood_only_the_beginning_is_kept() -> None:
    framing = Framing()
    assert framing.feed(b"A" * 100_000, 0.0) == []
    assert framing.rest(GAP) == ["A" * LONGEST]


def test_a_business_card_is_one_foreign_text() -> None:
    framing = Framing()
    assert framing.feed(b"BEGIN:VCARD\r\nN:W\r\nEND:VCARD\r\n", 0.0) == []
    assert framing.rest(GAP) == ["BEGIN:VCARD\nN:W\nEND:VCARD"]
