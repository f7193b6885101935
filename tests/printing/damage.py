"""What happens to a slip between the print head and the scanner, and how many codes are still read.

`python -m scripts.damage` prints the table of the README with it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import msgspec
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from counter_tui.core import slip
from counter_tui.printing.delivery import render
from counter_tui.printing.profile import Profile, QrMode
from counter_tui.printing.profile_files import profile_named
from tests.printing.decoder import QR, decode
from tests.printing.samples import SLIP, job

NARROW, WIDE = profile_named("generic58"), profile_named("generic80")
PRINTERS = {
    "58 mm, 5 dots": NARROW,
    "58 mm raster, 4 dots": replace(NARROW, qr=QrMode.RASTER, qr_module_dots=4),
    "80 mm, 6 dots": WIDE,
}
MARGIN = 48
"""Dots of paper around a code that the scanner's picture shows: the light margin, and some words."""
DOTS_A_MM = 8
PIXELS_A_DOT = 2
"""How finely the scanner sees the paper."""

Damage = Callable[[Image.Image, Random], Image.Image]
"""Spoils a code printed in the middle of some paper, MARGIN dots on each side, at the printer's dots."""


def none(paper: Image.Image, _random: Random) -> Image.Image:
    return paper


def dead_columns(count: int) -> Damage:
    """Let so many dots of the print head stay white, anywhere within the code."""

    def damage(paper: Image.Image, random: Random) -> Image.Image:
        pen = ImageDraw.Draw(paper)
        for x in random.sample(range(MARGIN, paper.width - MARGIN), count):
            pen.line([(x, 0), (x, paper.height)], fill=255)
        return paper

    return damage


def fold(millimetres: float) -> Damage:
    """Break the print away along a crease that crosses the code, level or askew."""

    def damage(paper: Image.Image, random: Random) -> Image.Image:
        height = random.randrange(MARGIN, paper.height - MARGIN)
        slope = random.randrange(-40, 41)
        crease = [(0, height - slope), (paper.width, height + slope)]
        ImageDraw.Draw(paper).line(crease, fill=255, width=round(millimetres * DOTS_A_MM))
        return paper

    return damage


def fade(left: float) -> Damage:
    """Leave so much of the blackness, unevenly, as sun and pockets do; paper and print are speckled."""

    def damage(paper: Image.Image, random: Random) -> Image.Image:
        ramp = Image.linear_gradient("L").resize(paper.size).rotate(90 * random.randrange(4))
        darkest = ramp.point(lambda value: round(255 * (1 - left) * (0.8 + 0.4 * value / 255)))
        faded = Image.composite(Image.new("L", paper.size, 255), darkest, paper)
        grain = Image.effect_noise(paper.size, 40)
        return Image.blend(faded, grain, 0.15)

    return damage


def held(degrees: float, scale: float) -> Damage:
    """Hold it askew, and further away, so that a dot of the printer is less than one of the scanner's."""

    def damage(paper: Image.Image, random: Random) -> Image.Image:
        size = (round(paper.width * scale), round(paper.height * scale))
        smaller = paper.resize(size, Image.Resampling.BILINEAR)
        angle = random.uniform(-degrees, degrees)
        return smaller.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)

    return damage


def both(first: Damage, second: Damage) -> Damage:
    return lambda paper, random: second(first(paper, random), random)


DAMAGES: dict[str, Damage] = {
    "none": none,
    "1 dead column": dead_columns(1),
    "2 dead columns": dead_columns(2),
    "3 dead columns": dead_columns(3),
    "4 dead columns": dead_columns(4),
    "8 dead columns": dead_columns(8),
    "crease of 0.5 mm": fold(0.5),
    "crease of 1 mm": fold(1),
    "crease of 2 mm": fold(2),
    "faded to a half": fade(0.5),
    "faded to a quarter": fade(0.25),
    "held 10 degrees askew at three quarters": held(10, 0.75),
    "2 dead columns, a crease of 0.5 mm, faded to a half": both(both(dead_columns(2), fold(0.5)), fade(0.5)),
}


@dataclass(frozen=True)
class Code:
    """The picture of one slip's code with the paper around it."""

    text: str
    picture: Image.Image

    def read_after(self, damage: Damage, random: Random) -> bool:
        """Whether a scanner still reads it."""
        spoiled = damage(self.picture.copy(), random)
        size = (spoiled.width * PIXELS_A_DOT, spoiled.height * PIXELS_A_DOT)
        seen = spoiled.resize(size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(1))
        return [found.text for found in zxingcpp.read_barcodes(seen, QR)] == [self.text]


def codes(profile: Profile, count: int, random: Random) -> list[Code]:
    """Print so many slips, each with a token of its own, and cut their codes out."""
    return [_code(profile, random) for _slip in range(count)]


def share_read(found: list[Code], damage: Damage, times: int, random: Random) -> float:
    """Return how large a share is read when each code is spoiled so many times."""
    read = [code.read_after(damage, random) for code in found for _again in range(times)]
    return sum(read) / len(read)


def _code(profile: Profile, random: Random) -> Code:
    application = str(uuid.UUID(bytes=random.randbytes(16), version=4))
    token = slip.make_token(application, "PLBG", slip.expiry(1_726_275_600_000), random.randbytes(32))
    paper = msgspec.structs.replace(SLIP, qr=token)
    page = decode(render(job(paper=paper), profile).data).draw(profile.dots)
    (seen,) = zxingcpp.read_barcodes(page, QR)
    corner, opposite = seen.position.top_left, seen.position.bottom_right
    box = (corner.x - MARGIN, corner.y - MARGIN, opposite.x + 1 + MARGIN, opposite.y + 1 + MARGIN)
    return Code(token, page.crop(box))
