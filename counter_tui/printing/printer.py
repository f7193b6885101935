"""What a printer is to the worker, and how its name becomes one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counter_tui.core.print_job import Job, JobState
from counter_tui.printing.blocks import Laid
from counter_tui.printing.condition import Condition
from counter_tui.printing.names import PrinterKind, PrinterName, parse_name
from counter_tui.printing.preview import preview
from counter_tui.printing.profile import Profile
from counter_tui.printing.profile_files import profile_named


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rendered job: its bytes for paper, and as its lines for the screen what they are made of."""

    job: Job
    data: bytes
    laid: tuple[Laid, ...]
    columns: int

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
        """Reach the printer and return READY or what is wrong with it; prints nothing."""
        ...

    def put(self, sheet: Sheet) -> Outcome:
        """Print a sheet and say what is certain about it; waits for a bounded time."""
        ...

    def mend(self) -> None:
        """Expect that an earlier sheet broke off anywhere: the next one must not suffer from it."""
        ...

    def close(self) -> None:
        """Let go of port, connection or file; the next check opens it again."""
        ...


def open_printer(name: str, profile: str, folder: Path) -> Printer:
    """Return the printer of this name (DESIGN §8) without reaching for it yet.

    `profile` names a built-in profile or one of this home; `folder` is where this home keeps its
    profiles, what it knows of its printers and the virtual printer's paper. An unknown name or profile
    is refused.
    """
    parsed = parse_name(name)
    known = profile_named(profile, folder)
    if parsed.answers is not None:
        known = known.answering(parsed.answers)
    return _printer(parsed, known, folder)


def _printer(name: PrinterName, profile: Profile, folder: Path) -> Printer:
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

            return LinePrinter(name.text, profile, SerialLine(name.target, name.baud), folder)
        case PrinterKind.TCP:
            from counter_tui.printing.line_printer import LinePrinter
            from counter_tui.printing.tcp_line import TcpLine

            return LinePrinter(name.text, profile, TcpLine(name.target, name.port), folder)
