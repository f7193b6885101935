"""A small ESC/POS interpreter, written from the command reference and not from our own renderer."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

import qrcode
import zxingcpp
from PIL import Image, ImageDraw, ImageFont, ImageOps

DOTS_58_MM, DOTS_80_MM = 384, 576
CELL_WIDTH, CELL_HEIGHT = 12, 24  # font A
LINE_SPACING = 30
BASELINE = 19

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
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
        """Draw it as printers do: without the light margin, which the paper must provide."""
        code = qrcode.QRCode(error_correction=ECC[self.ecc], box_size=self.module, border=0)
        code.add_data(self.payload)
        code.make()
        drawn = code.make_image().get_image()
        assert isinstance(drawn, Image.Image)
        return drawn.convert("L")


@dataclass(frozen=True)
class PrintedRaster:
    """One picture of `GS v 0`: packed rows of bits, and how many dots a bit is wide and high."""

    data: bytes
    width_bytes: int
    times: tuple[int, int]
    centered: bool

    def image(self) -> Image.Image:
        size = (self.width_bytes * 8, len(self.data) // self.width_bytes)
        dark = Image.frombytes("1", size, self.data)
        wide, high = self.times
        return ImageOps.invert(dark.convert("L")).resize(
            (size[0] * wide, size[1] * high), Image.Resampling.NEAREST
        )


Printed = PrintedLine | PrintedCode | PrintedRaster | int
"""What stands on paper; a number is that many blank rows."""


@dataclass
class Page:
    """What lies on the paper up to now."""

    rows: list[Printed] = field(default_factory=list)
    cuts: int = 0
    cut_kinds: list[int] = field(default_factory=list)
    code_pages: list[int] = field(default_factory=list)
    pulses: list[tuple[int, int]] = field(default_factory=list)
    """Drawer pulses: connector pin and milliseconds."""

    @property
    def lines(self) -> list[PrintedLine]:
        return [row for row in self.rows if isinstance(row, PrintedLine)]

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]

    @property
    def codes(self) -> list[PrintedCode]:
        return [row for row in self.rows if isinstance(row, PrintedCode)]

    @property
    def rasters(self) -> list[PrintedRaster]:
        return [row for row in self.rows if isinstance(row, PrintedRaster)]

    def scanned(self, width: int = DOTS_58_MM) -> list[str]:
        """Draw the whole page and read its codes back with zxing-cpp."""
        return [found.text for found in zxingcpp.read_barcodes(self.draw(width), QR)]

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
            case 0x70:
                pin, on, _off = (yield), (yield), (yield)
                self.page.pulses.append(({0: 2, 1: 5}[pin], on * 2))
            case other:
                raise AssertionError(f"ESC {other:#x} is unknown")

    def _group(self) -> Generator[None, int, None]:
        match (yield):
            case 0x21:
                size = yield
                assert size >> 4 == size & 15, "width and height differ"
                self._times = (size & 15) + 1
            case 0x56:
                kind = yield
                assert kind in (65, 66), "only cuts after feeding are known"
                yield
                self.page.cuts += 1
                self.page.cut_kinds.append(kind)
            case 0x76:
                yield from self._raster()
            case 0x72:
                self._report((yield))
            case 0x28:
                yield from self._symbol()
            case other:
                raise AssertionError(f"GS {other:#x} is unknown")

    def _raster(self) -> Generator[None, int, None]:
        assert (yield) == 0x30
        mode = yield
        assert mode <= 3
        width = (yield) + 256 * (yield)
        height = (yield) + 256 * (yield)
        data = bytearray()
        for _ in range(width * height):
            byte = yield
            assert byte not in (0x10, 0x11, 0x13), "a printer takes DLE, XON and XOFF for commands anywhere"
            data.append(byte)
        times = (2 if mode & 1 else 1, 2 if mode & 2 else 1)
        self.page.rows.append(PrintedRaster(bytes(data), width, times, self._centered))

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
                assert self._centered, "left at the edge, without its margin"
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


def _piece(row: Printed, width: int) -> Image.Image:
    """Draw a row across the paper, as high as the paper moves for it."""
    match row:
        case int():
            return Image.new("L", (width, row * LINE_SPACING), 255)
        case PrintedLine():
            drawn, height = _drawn_text(row), max(LINE_SPACING, CELL_HEIGHT * row.times)
        case _:
            drawn = row.image()
            height = drawn.height
    assert drawn.width <= width, "wider than the paper"
    piece = Image.new("L", (width, height), 255)
    centered = isinstance(row, PrintedCode) or row.centered
    piece.paste(drawn, ((width - drawn.width) // 2 if centered else 0, 0))
    return piece


def _drawn_text(line: PrintedLine) -> Image.Image:
    """Draw each character in its own cell, doubled by a dot where it is bold."""
    cell = CELL_WIDTH * line.times
    image = Image.new("L", (max(len(line.text) * cell, 1), CELL_HEIGHT * line.times), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(18 * line.times)
    for place, character in enumerate(line.text):
        for shift in range(line.times + 1 if line.bold else 1):
            at = (place * cell + cell // 2 + shift, BASELINE * line.times)
            pen.text(at, character, fill=0, font=font, anchor="ms")
    return image
