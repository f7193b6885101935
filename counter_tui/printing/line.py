"""A line to a printer: bytes there and answers back, every step bounded in time."""

from typing import Protocol

from counter_tui.printing.condition import Condition


class LineTrouble(Exception):
    """The line cannot be used; says how, as a printer's condition."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(condition.value)
        self.condition = condition


class Line(Protocol):
    """A serial port or a network connection; any method may raise LineTrouble."""

    bytes_per_second: float

    def open(self) -> None:
        """Open the line unless it is open."""
        ...

    def write(self, data: bytes, timeout: float) -> None:
        """Hand all bytes over within so many seconds, or raise: then some may have gone."""
        ...

    def read(self, timeout: float) -> bytes:
        """Return what has arrived, waiting at most so many seconds for the first byte."""
        ...

    def drain(self, timeout: float) -> bool:
        """Wait until nothing is left in this computer's buffer; False when time runs out."""
        ...

    def close(self) -> None:
        """Close the line; never raises and never waits for the other side."""
        ...
