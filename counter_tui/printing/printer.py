"""What a printer is to the worker, and how its name becomes one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.blocks import Laid
from counter_tui.printing.condition import Condition
from counter_tui.printing.layout import height
from counter_tui.printing.memory import PrinterMemory
from counter_tui.printing.names import PrinterKind, PrinterName, parse_name
from counter_tui.printing.preview import preview
from counter_tui.printing.profile import Profile
from counter_tui.printing.profile_files import profile_named
from counter_tui.printing.serial_ports import ByPort, Listing, by_usb, serial_ports

SLOWEST_DOTS_A_SECOND = 400
"""50 mm, which the slowest counter printers manage."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rendered job: its bytes for paper, and as its lines for the screen what they are made of."""

    job: Job
    data: bytes
    laid: tuple[Laid, ...]
    columns: int

    @property
    def feed_seconds(self) -> float:
        """How long a slow print head needs for this much paper, however fast the bytes arrive."""
        return height(self.laid) / SLOWEST_DOTS_A_SECOND

    @property
    def lines(self) -> tuple[str, ...]:
        """Draw it for the screen; its QR alone takes 30 ms, which paper does not need."""
        return tuple(preview(self.laid, self.columns))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sheet ended: confirmed, sent, unconfirmed, or queued again when nothing was begun."""

    state: JobState
    condition: Condition = Condition.READY
    """How the printer was found afterwards; its value is the job's note unless it is well."""


class Printer(Protocol):
    """Something that puts sheets on paper, one at a time, in one thread; no method raises."""

    name: str
    profile: Profile

    def check(self) -> Condition:
        """Reach the printer and return READY, NEAR_END or what is wrong with it; prints nothing."""
        ...

    def glance(self) -> Condition | None:
        """Look how it is while nothing waits for it; None when only a job can show that."""
        ...

    def put(self, sheet: Sheet) -> Outcome:
        """Print a sheet and say what is certain about it; waits for a bounded time."""
        ...

    def late(self) -> list[str]:
        """Return, once, the ids of jobs left unconfirmed that are certainly on paper by now."""
        ...

    def study(self) -> None:
        """Forget how it answered: the next sheet is a self-test, which finds that out with patience."""
        ...

    def mend(self) -> None:
        """Expect that an earlier sheet broke off anywhere: the next one must not suffer from it."""
        ...

    def rest(self) -> None:
        """Let others use port, connection or file while nothing waits; the next check opens it again."""
        ...

    def close(self) -> None:
        """Let go of port, connection or file at once and for good."""
        ...


def open_printer(name: str, profile: str, folder: Path, listing: Listing = serial_ports) -> Printer:
    """Return the printer of this name (DESIGN §8) without reaching for it yet.

    `profile` names a built-in profile or one of this home; `folder` is where this home keeps its
    profiles, what it knows of its printers and the virtual printer's paper; `listing` tells the serial
    ports of this machine. An unknown name or profile is refused.
    """
    parsed = parse_name(name)
    known = profile_named(profile, folder)
    if parsed.answers is not None:
        known = known.answering(parsed.answers)
    return _printer(parsed, known, folder, listing)


def _printer(name: PrinterName, profile: Profile, folder: Path, listing: Listing) -> Printer:
    # Each kind is imported only where it is used: most counters have one printer.
    match name.kind:
        case PrinterKind.VIRTUAL:
            from counter_tui.printing.virtual_printer import VirtualPrinter

            return VirtualPrinter(name.text, profile, folder)
        case PrinterKind.FILE:
            from counter_tui.printing.file_printer import FilePrinter

            return FilePrinter(name.text, profile, Path(name.target))
        case PrinterKind.SERIAL:
            from counter_tui.printing.line_printer import LinePrinter
            from counter_tui.printing.serial_line import SerialLine

            memory = PrinterMemory(folder, name.text)
            find = by_usb(name.usb, listing) if name.usb else ByPort(name.target, memory, listing)
            return LinePrinter(name.text, profile, SerialLine(find, name.baud, name.flow), memory)
        case PrinterKind.TCP:
            from counter_tui.printing.line_printer import LinePrinter
            from counter_tui.printing.tcp_line import TcpLine

            memory = PrinterMemory(folder, name.text)
            return LinePrinter(name.text, profile, TcpLine(name.target, name.port), memory)
