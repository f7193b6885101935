import zxingcpp
from PIL import Image

from counter_tui.printing.preview import qr_lines
from tests.printing.samples import TOKEN

_PIXELS = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}


def test_the_code_on_the_screen_can_be_scanned() -> None:
    lines = qr_lines(TOKEN)
    image = Image.new("1", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            upper, lower = _PIXELS[block]
            image.putpixel((x, 2 * y), 1 - upper)
            image.putpixel((x, 2 * y + 1), 1 - lower)
    shown = image.resize((image.width * 8, image.height * 8)).convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(shown)] == [TOKEN]


def test_the_code_fits_beside_the_side_pane_of_an_80_column_screen() -> None:
    assert max(len(line) for line in qr_lines(TOKEN)) <= 80
