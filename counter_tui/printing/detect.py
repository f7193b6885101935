"""Finding printers on this machine for the set-up wizard."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from counter_tui.printing.condition import Condition
from counter_tui.printing.conversation import Conversation
from counter_tui.printing.line import LineTrouble
from counter_tui.printing.names import usb_name
from counter_tui.printing.serial_line import SerialLine
from counter_tui.printing.serial_ports import Listing, SerialPort, only, serial_ports

USUAL_BAUD = 9600


@dataclass(frozen=True, slots=True)
class Candidate:
    """A serial port that may have a printer: its name for `open_printer`, what it calls itself."""

    name: str
    port: str
    description: str
    answers: bool
    """Whether something there answered as an ESC/POS printer does."""
    trouble: Condition | None = None
    """Why it could not be asked: denied, taken or gone."""


def serial_candidates(listing: Listing = serial_ports) -> list[Candidate]:
    """Ask every serial port of this machine at once, and return them, answering ones first.

    Takes about a second; a port that cannot be opened is listed with its trouble.
    """
    ports = listing()
    if not ports:
        return []
    names = [_name(port, ports) for port in ports]
    with ThreadPoolExecutor(max_workers=len(ports)) as together:
        found = list(together.map(ask_port, ports, names))
    return sorted(found, key=lambda candidate: (not candidate.answers, candidate.port))


def ask_port(port: SerialPort, name: str) -> Candidate:
    """Ask one port whether a printer answers there."""
    line = SerialLine(lambda: port.device, USUAL_BAUD)
    answers, trouble = False, None
    try:
        line.open()
        answers = Conversation(line).status() not in {None, Condition.GARBLED}
    except LineTrouble as found:
        trouble = found.condition
    finally:
        line.close()
    return Candidate(name, port.device, port.description, answers, trouble)


def _name(port: SerialPort, ports: Sequence[SerialPort]) -> str:
    """Return the name that stays when the printer is plugged in elsewhere, where there is one."""
    stable = usb_name(port.usb, USUAL_BAUD) if only(ports, port.usb) else ""
    return stable or f"serial:{port.device}?baud={USUAL_BAUD}"
