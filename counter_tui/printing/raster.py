"""QR codes as dots, for printers that cannot draw one: `GS v 0` at double width and height.

Half the dots each way are a quarter of the bytes: 1,492 for the largest code at modules of four dots,
1.6 s at 9600 baud. The margin is not sent; the paper around it is as white.
"""

from collections.abc import Sequence

from counter_tui.printing import qr_code

GS_V_0 = b"\x1dv0"
DOUBLE_BOTH = b"\x03"
SMALLEST_MODULE = 4
"""Dots of a module from which a dot of ours is two of the printer's, and no module a single dot of ours.

A single one could spell DLE (0x10) or XON and XOFF (0x11, 0x13) within the data, to which printers react
at once: between two runs of two or more equal bits none of these bytes can stand.
"""


def qr(text: str, module_dots: int) -> bytes:
    """Return the command that draws a QR code with modules of this many dots, an even number from 4."""
    times = module_dots // 2
    rows = [_packed(row, times) for row in qr_code.modules(text) for _again in range(times)]
    return GS_V_0 + DOUBLE_BOTH + _two(len(rows[0])) + _two(len(rows)) + b"".join(rows)


def largest(module_dots: int) -> int:
    """Return how many bytes the largest code takes with modules of this many dots."""
    side = qr_code.MODULES * (module_dots // 2)
    return len(GS_V_0 + DOUBLE_BOTH) + 4 + -(-side // 8) * side


def _packed(modules: Sequence[bool], times: int) -> bytes:
    """Return a row of dots, eight a byte, dark ones set; the rest of the last byte stays white."""
    bits = "".join("1" * times if dark else "0" * times for dark in modules)
    width = -(-len(bits) // 8)
    return int(bits.ljust(width * 8, "0"), 2).to_bytes(width, "big")


def _two(number: int) -> bytes:
    return number.to_bytes(2, "little")
