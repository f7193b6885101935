import pytest
from escpos.constants import QR_ECLEVEL_Q
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.printing import escpos
from counter_tui.printing.blocks import Align, Gap, Qr, Row, Text
from counter_tui.printing.layout import lay_out
from counter_tui.printing.profile_files import profile_named
from tests.printing.decoder import PrintedLine, decode
from tests.printing.samples import TOKEN


def test_a_code_has_the_bytes_that_python_escpos_writes() -> None:
    oracle = Dummy()
    oracle.qr(TOKEN, ec=QR_ECLEVEL_Q, size=5, model=2, native=True)
    assert escpos.qr(TOKEN, 5) in oracle.output


def test_initialisation_has_the_bytes_that_python_escpos_writes() -> None:
    oracle = Dummy()
    oracle.hw("INIT")
    assert oracle.output == escpos.INIT


@pytest.mark.parametrize("times", [0, 9])
def test_a_character_cannot_be_enlarged_beyond_the_printer(times: int) -> None:
    with pytest.raises(ValueError, match="1 to 8"):
        escpos.size(times)


rows = st.builds(
    Row,
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=32),
    st.integers(1, 8),
    st.booleans(),
    st.sampled_from(Align),
)


@given(st.lists(st.one_of(rows, st.builds(Qr, st.just("PS1:ABC")), st.builds(Gap, st.integers(1, 5)))))
def test_every_row_prints_with_its_own_style_whatever_stood_before(laid: list[Row | Qr | Gap]) -> None:
    page = decode(escpos.render(laid, profile_named("generic58")))
    wanted = [
        PrintedLine(row.text, row.size, row.bold, row.align is Align.CENTER)
        for row in laid
        if isinstance(row, Row)
    ]
    assert page.lines == wanted


def test_an_unchanged_style_costs_no_bytes() -> None:
    once = escpos.render(lay_out([Text("a")], 32), profile_named("generic58"))
    twice = escpos.render(lay_out([Text("a"), Text("b")], 32), profile_named("generic58"))
    assert len(twice) - len(once) == len("b\n")
