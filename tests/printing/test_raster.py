import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.core.base45 import BASE45
from counter_tui.printing import qr_code, raster
from tests.printing.decoder import decode
from tests.printing.samples import TOKEN

CENTERED = b"\x1ba\x01"
tokens = st.text(st.sampled_from(BASE45), min_size=1, max_size=174).map(lambda text: f"PS1:{text}")


@pytest.mark.parametrize("module", [4, 6])
def test_a_drawn_code_is_read_back_from_the_picture_of_the_paper(module: int) -> None:
    page = decode(CENTERED + raster.qr(TOKEN, module))
    assert page.scanned() == [TOKEN]
    assert page.rasters[0].times == (2, 2)


def test_the_largest_code_takes_less_than_one_and_a_half_kilobytes_at_four_dots() -> None:
    assert len(qr_code.modules(TOKEN)) == qr_code.MODULES
    assert len(raster.qr(TOKEN, 4)) == raster.largest(4) < 1_500


@given(tokens, st.sampled_from([4, 6, 8]))
def test_no_byte_of_a_drawn_code_is_one_that_a_printer_takes_for_a_command(text: str, module: int) -> None:
    data = raster.qr(text, module)[8:]
    assert not {0x10, 0x11, 0x13} & set(data)
