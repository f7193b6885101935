"""A small ESC/POS interpreter, written from the command reference and not from our own renderer."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import qrcode
import zxingcpp
from PIL import Image, ImageDraw

DOTS_58_MM = 384
CELL_WIDTH, CELL_HEIGHT = 12, 24  # font A

ECC = {
    48: qrcode.constants.ERROR_CORRECT_L,
    49: qrcode.constants.ERROR_CORRECT_M,
    50: qrcode.constants.ERROR_CORRECT_Q,
    51: qrcode.constants.ERROR_CORRECT_H,
}


@dataclass(frozen=True)
class PrintedLine:
    """One line of characters as they stand on paper."""

    text: str
    times: int
    bold: bool
    centered: bool


@dataclass(frozen=True)
class PrintedCode:
    """One native QR code: its payload, module width in dots and level of error correction."""

    payload: bytes
    module: int
    ecc: int

    def image(self) -> Image.Image:
        code = qrcode.QRCode(error_correction=ECC[self.ecc], box_size=self.module, border=0)
        code.add_data(self.payload)
        code.make()
        drawn = code.make_image().get_image()
        assert isinstance(drawn, Image.Image)
        return drawn.convert("L")


@dataclass
class Page:
    """What lies on the paper up to now."""

    rows: list[PrintedLine | PrintedCode | int] = field(default_factory=list)
    """Lines, codes, and numbers of blank rows fed."""
    cuts: int = 0
    code_pages: list[int] = field(default_factory=list)

    @property
    def lines(self) -> list[PrintedLine]:
        return [row for row in self.rows if isinstance(row, PrintedLine)]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]

    @property
    def codes(self) -> list[PrintedCode]:
        return [row for row in self.rows if isinstance(row, PrintedCode)]

    def scanned(self, width: int = DOTS_58_MM) -> list[str]:
        """Draw the whole page and read its codes back with zxing-cpp."""
        return [found.text for found in zxingcpp.read_barcodes(self.draw(width))]

    def draw(self, width: int = DOTS_58_MM) -> Image.Image:
        pieces = [_piece(row, width) for row in self.rows]
        page = Image.new("L", (width, sum(piece.height for piece in pieces) + 80), 255)
        top = 40
        for piece in pieces:
            page.paste(piece, (0, top))
            top += piece.height
        return page


class Decoder:
    """Interprets bytes as they come; `report` is called when GS r is reached."""

    def __init__(self, report: Callable[[int], None] = lambda _which: None) -> None:
        self.page = Page()
        self._report = report
        self._machine = self._run()
        next(self._machine)

    def feed(self, data: Iterable[int]) -> None:
        for byte in data:
            self._machine.send(byte)

    def _run(self) -> Generator[None, int, None]:
        self._reset()
        while True:
            byte = yield
            match byte:
                case 0x0A:
                    self._print(bytes(self._text))
                    self._text.clear()
                case 0x1B:
                    yield from self._escape()
                case 0x1D:
                    yield from self._group()
                case 0x10:
                    assert (yield) == 4, "only DLE EOT is known"
                    yield
                case _ if 0x20 <= byte < 0x7F:
                    self._text.append(byte)
                case 0:
                    pass  # printers ignore it
                case _:
                    raise AssertionError(f"byte {byte:#x} is no command and no ASCII")

    def _escape(self) -> Generator[None, int, None]:
        match (yield):
            case 0x40:
                self._reset()
            case 0x74:
                self.page.code_pages.append((yield))
            case 0x61:
                self._centered = (yield) == 1
            case 0x45:
                self._bold = bool((yield) & 1)
            case 0x64:
                self.page.rows.append((yield))
            case other:
                raise AssertionError(f"ESC {other:#x} is unknown")

    def _group(self) -> Generator[None, int, None]:
        match (yield):
            case 0x21:
                size = yield
                assert size >> 4 == size & 15, "width and height differ"
                self._times = (size & 15) + 1
            case 0x56:
                assert (yield) == 66
                yield
                self.page.cuts += 1
            case 0x72:
                self._report((yield))
            case 0x28:
                yield from self._symbol()
            case other:
                raise AssertionError(f"GS {other:#x} is unknown")

    def _symbol(self) -> Generator[None, int, None]:
        assert (yield) == 0x6B
        low = yield
        high = yield
        body = bytearray()
        for _ in range(low + 256 * high):
            body.append((yield))
        assert body[0] == 49, "only QR is known"
        function, parameters = body[1], bytes(body[2:])
        match function:
            case 65:
                assert parameters == bytes([50, 0]), "not model 2"
            case 67:
                self._module = parameters[0]
            case 69:
                self._ecc = parameters[0]
            case 80:
                assert parameters[0] == 48
                self._payload = parameters[1:]
            case 81:
                self.page.rows.append(PrintedCode(self._payload, self._module, self._ecc))
            case _:
                raise AssertionError(f"QR function {function} is unknown")

    def _reset(self) -> None:
        self._text = bytearray()
        self._times, self._bold, self._centered = 1, False, False
        self._module, self._ecc, self._payload = 3, 48, b""

    def _print(self, text: bytes) -> None:
        self.page.rows.append(PrintedLine(text.decode("ascii"), self._times, self._bold, self._centered))


def decode(data: bytes) -> Page:
    """Return the page that these bytes print."""
    decoder = Decoder()
    decoder.feed(data)
    return decoder.page


def _piece(row: PrintedLine | PrintedCode | int, width: int) -> Image.Image:
    if isinstance(row, int):
        return Image.new("L", (width, row * CELL_HEIGHT), 255)
    drawn: Any = row.image() if isinstance(row, PrintedCode) else _drawn_text(row)
    assert drawn.width <= width, "wider than the paper"
    piece = Image.new("L", (width, drawn.height + 8), 255)
    centered = isinstance(row, PrintedCode) or row.centered
    piece.paste(drawn, ((width - drawn.width) // 2 if centered else 0, 4))
    return piece


def _drawn_text(line: PrintedLine) -> Image.Image:
    box = (len(line.text) * CELL_WIDTH * line.times, CELL_HEIGHT * line.times)
    image = Image.new("L", (max(box[0], 1), box[1]), 255)
    ImageDraw.Draw(image).text((0, 0), line.text, fill=0, font_size=18 * line.times)
    return image
