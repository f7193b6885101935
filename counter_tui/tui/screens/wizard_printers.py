"""The printers among which the wizard lets choose, and which one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from counter_tui.language import _
from counter_tui.tui.setup_answers import Candidate
from counter_tui.tui.widgets.row_list import RowList

NETWORK, FILE, LATER = "tcp", "file", ""


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """One line of the printer step: what it is, where, whether it answered, and its name in the settings.

    `asks` is the kind of address that must still be typed, `tcp` or `file`.
    """

    label: str
    place: str
    name: str
    answers: bool = False
    asks: str = ""


class PrinterChoice:
    """Those that were found, then the ways that need no finding; until somebody chooses, one that answers."""

    def __init__(self) -> None:
        self.list: RowList[PrinterLine] = RowList(lambda line: line.name)
        self._chosen = False
        self.offer(())

    @property
    def asks(self) -> bool:
        """Whether the chosen one still needs an address."""
        return self.list.current is not None and bool(self.list.current.asks)

    def offer(self, found: Sequence[Candidate]) -> None:
        """Show what was found; it takes nobody's choice away."""
        self.list.show(_lines(found))
        if not self._chosen:
            last = len(self.list.rows) - 1
            self.list.cursor = next((place for place, one in enumerate(found) if one.answers), last)

    def choose(self, place: int) -> bool:
        """Choose by place; False where there is none."""
        if not 0 <= place < len(self.list.rows):
            return False
        self.list.cursor, self._chosen = place, True
        return True

    def move(self, by: int) -> None:
        """Choose a neighbour."""
        self.list.move(by)
        self._chosen = True

    def name(self, address: str) -> str:
        """Return the chosen one's name for the settings; empty for later."""
        return _name(self.list.current, address) if self.list.current is not None else ""


def _lines(found: Sequence[Candidate]) -> list[PrinterLine]:
    """Return the printers that were found, then the ways that need no finding."""
    lines = [
        PrinterLine(one.description or _("Port serial"), one.port, one.name, answers=one.answers)
        for one in found
    ]
    return [
        *lines,
        PrinterLine(_("Jaringan"), _("alamat:9100"), NETWORK, asks=NETWORK),
        PrinterLine(_("Berkas"), _("untuk mencoba"), FILE, asks=FILE),
        PrinterLine(_("Nanti saja"), _("antrean tetap jalan tanpa printer"), LATER),
    ]


def _name(line: PrinterLine, address: str) -> str:
    """Return the name of the chosen printer for the settings; `tcp:HOST:9100` from a bare address."""
    if line.asks == NETWORK:
        return f"tcp:{address if ':' in address else address + ':9100'}"
    if line.asks == FILE:
        return f"file:{address}"
    return line.name
