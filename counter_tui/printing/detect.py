"""Finding printers on this machine for the set-up wizard."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from counter_tui.printing.condition import Condition
from counter_tui.printing.conversation import Conversation
from counter_tui.printing.line import LineTrouble
from counter_tui.printing.serial_line import SerialLine

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


def serial_candidates() -> list[Candidate]:
    """Ask every serial port of this machine at once, and return them, answering ones first.

    Takes about a second; a port that cannot be opened is listed with its trouble.
    """
    from serial.tools.list_ports import comports

    return ask_ports([(port.device, _description(port.description)) for port in comports()])


def ask_ports(ports: Sequence[tuple[str, str]]) -> list[Candidate]:
    """Ask these ports, each with its description."""
    if not ports:
        return []
    with ThreadPoolExecutor(max_workers=len(ports)) as together:
        found = list(together.map(lambda port: ask_port(*port), ports))
    return sorted(found, key=lambda candidate: (not candidate.answers, candidate.port))


def ask_port(port: str, description: str = "") -> Candidate:
    """Ask one port whether a printer answers there."""
    line = SerialLine(port, USUAL_BAUD)
    answers, trouble = False, None
    try:
        line.open()
        answers = Conversation(line).status() is not None
    except LineTrouble as found:
        trouble = found.condition
    finally:
        line.close()
    return Candidate(f"serial:{port}?baud={USUAL_BAUD}", port, description, answers, trouble)


def _description(text: str | None) -> str:
    return "" if text in {None, "n/a"} else str(text)
