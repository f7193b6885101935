"""The names of scanners: `serial:/dev/ttyACM0?baud=9600`, `usb:1a86:7523`, `usb:1a86:7523:SN42`."""

import re
from dataclasses import dataclass

from counter_tui.core.refusal import Refused
from counter_tui.language import _

_SERIAL = re.compile(r"serial:(?P<path>[^?]+)(?:\?baud=(?P<baud>\d+))?")
_USB = re.compile(
    r"usb:(?P<vendor>[0-9a-f]{4}):(?P<product>[0-9a-f]{4})(?::(?P<serial>[^?]+))?(?:\?baud=(?P<baud>\d+))?",
    re.IGNORECASE,
)
_LOWEST_BAUD, _HIGHEST_BAUD, _USUAL_BAUD = 1200, 921_600, 9600


@dataclass(frozen=True, slots=True)
class ScannerName:
    """A parsed name: a `path` of its own, or a USB device that is found under whatever path it has now.

    `baud` is bits per second; a USB-CDC scanner takes any.
    """

    text: str
    path: str = ""
    vendor: int = 0
    product: int = 0
    serial: str = ""
    """The USB serial number; empty means any device of this vendor and product."""
    baud: int = _USUAL_BAUD


def parse_name(text: str) -> ScannerName:
    """Read a scanner's name; anything else is refused in one sentence."""
    if found := _SERIAL.fullmatch(text):
        return ScannerName(text, path=found["path"], baud=_baud(text, found["baud"]))
    if found := _USB.fullmatch(text):
        return ScannerName(
            text,
            vendor=int(found["vendor"], 16),
            product=int(found["product"], 16),
            serial=found["serial"] or "",
            baud=_baud(text, found["baud"]),
        )
    raise _unknown(text)


def _baud(text: str, digits: str | None) -> int:
    baud = int(digits) if digits is not None else _USUAL_BAUD
    if not _LOWEST_BAUD <= baud <= _HIGHEST_BAUD:
        raise _unknown(text)
    return baud


def _unknown(text: str) -> Refused:
    sentence = _(
        "Nama pemindai {name} tidak dikenal. Datanya aman. "
        "Contoh di config.toml: serial:/dev/ttyACM0?baud=9600, usb:1a86:7523."
    )
    return Refused(sentence.format(name=text), code="unknown_scanner")
