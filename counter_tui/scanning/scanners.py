"""All scanners of a counter that have a line of their own: each read in its own thread."""

from collections.abc import Callable, Sequence

from counter_tui.scanning.condition import Condition, trouble
from counter_tui.scanning.names import ScannerName
from counter_tui.scanning.ports import Ports, ports_here
from counter_tui.scanning.scanner import Scanner


class Scanners:
    """Started and stopped once; a scanner that is pulled out stops no other and no key."""

    def __init__(self, names: Sequence[ScannerName], ports: Ports = ports_here) -> None:
        self._names = tuple(names)
        self._ports = ports
        self._scanners: tuple[Scanner, ...] = ()

    def start(self, take: Callable[[str], None]) -> None:
        """Begin to read; `take` gets each text in the thread of its scanner, and must not wait."""
        self._scanners = tuple(Scanner(name, self._ports, take) for name in self._names)
        for scanner in self._scanners:
            scanner.start()

    def stop(self) -> None:
        """End the reading; returns at once."""
        for scanner in self._scanners:
            scanner.stop()

    def join(self, seconds: float) -> bool:
        """Wait at most so long for each thread's end and say whether all have ended."""
        return all(scanner.join(seconds) for scanner in self._scanners)

    @property
    def conditions(self) -> dict[str, Condition]:
        """How each scanner is now, by its name."""
        return {scanner.name.text: scanner.condition for scanner in self._scanners}

    def troubles(self) -> tuple[str, ...]:
        """Return one sentence for each scanner that cannot be read now."""
        found = (trouble(name, condition) for name, condition in self.conditions.items())
        return tuple(sentence for sentence in found if sentence)
