"""The names of printers: `serial:/dev/ttyUSB0?baud=9600`, `tcp:HOST:9100`, `file:PATH`, `virtual`.

A serial printer may also be named by its USB device, `serial:usb:SERIALNUMBER`, wherever that is plugged in.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.printing.profile import Answers

_LOWEST_BAUD, _HIGHEST_BAUD = 1200, 921_600
_RAW_PORT = 9100
_USB = "usb:"
_USB_WORD = re.compile(r"[A-Za-z0-9._-]+")


class PrinterKind(StrEnum):
    """How paper is reached."""

    SERIAL = "serial"
    TCP = "tcp"
    FILE = "file"
    VIRTUAL = "virtual"


class Flow(StrEnum):
    """What a serial printer holds data back with."""

    NONE = "none"
    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"


@dataclass(frozen=True, slots=True)
class PrinterName:
    """A parsed name: `target` is the port, host or path; baud and TCP port have their usual defaults."""

    text: str
    kind: PrinterKind
    target: str = ""
    port: int = _RAW_PORT
    baud: int = 9600
    flow: Flow = Flow.NONE
    usb: str = ""
    """The USB serial number that names it instead of a port."""
    answers: Answers | None = None
    """From `?answers=yes|no|unknown`; None leaves it to the profile."""


def parse_name(text: str) -> PrinterName:
    """Read a printer name (DESIGN §8); anything else is refused in one sentence."""
    kind, _colon, rest = text.partition(":")
    match kind:
        case "virtual" if not rest:
            return PrinterName(text, PrinterKind.VIRTUAL)
        case "file" if rest:
            return PrinterName(text, PrinterKind.FILE, rest)
        case "serial" if rest:
            return _serial(text, rest)
        case "tcp" if rest:
            return _tcp(text, rest)
    raise _unknown(text)


def place_of(name: str) -> str:
    """Return where a printer is, as an officer looks for it: `/dev/ttyUSB0`, `10.0.0.9:9100`, a folder."""
    kind, _colon, rest = name.partition(":")
    if kind not in {PrinterKind.SERIAL, PrinterKind.TCP}:
        return rest or name
    return rest.partition("?")[0]


def usb_name(serial_number: str, baud: int) -> str:
    """Return the name that stays the same at every port; empty when the number cannot stand in a name."""
    return f"serial:{_USB}{serial_number}?baud={baud}" if _USB_WORD.fullmatch(serial_number) else ""


def _serial(text: str, rest: str) -> PrinterName:
    target, options = _options(text, rest, {"baud", "answers", "flow"})
    baud, flow = options.get("baud", "9600"), options.get("flow", Flow.NONE)
    usb = target.removeprefix(_USB) if target.startswith(_USB) else None
    if not target or usb == "" or flow not in set(Flow):
        raise _unknown(text)
    if not baud.isdecimal() or not _LOWEST_BAUD <= int(baud) <= _HIGHEST_BAUD:
        raise _unknown(text)
    return PrinterName(
        text,
        PrinterKind.SERIAL,
        target,
        baud=int(baud),
        flow=Flow(flow),
        usb=usb or "",
        answers=_answers(text, options),
    )


def _tcp(text: str, rest: str) -> PrinterName:
    address, options = _options(text, rest, {"answers"})
    host, colon, port = address.rpartition(":")
    if not colon:
        host, port = address, str(_RAW_PORT)
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise _unknown(text)
    answers = _answers(text, options)
    return PrinterName(text, PrinterKind.TCP, host.strip("[]"), port=int(port), answers=answers)


def _options(text: str, rest: str, known: set[str]) -> tuple[str, dict[str, str]]:
    target, _mark, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    if options.keys() - known:
        raise _unknown(text)
    return target, options


def _answers(text: str, options: dict[str, str]) -> Answers | None:
    word = options.get("answers")
    if word is None:
        return None
    if word not in set(Answers):
        raise _unknown(text)
    return Answers(word)


def _unknown(text: str) -> Refused:
    sentence = _(
        "Nama printer {name} tidak dikenal. Tidak ada yang berubah. "
        "Contoh: serial:/dev/ttyUSB0?baud=9600, tcp:10.0.0.9:9100, file:/tmp/kertas, virtual."
    )
    return Refused(sentence.format(name=text), code="unknown_printer")
