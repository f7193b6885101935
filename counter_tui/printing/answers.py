"""What a printer says back: which question a byte answers, and what its bits mean. Pure.

Source: Epson's ESC/POS command reference, DLE EOT, GS r and its table of printer status identification.
"""

from enum import Enum, auto

from counter_tui.printing.condition import Condition

_FLOW = {0x11, 0x13}
"""XON and XOFF: where the driver does not take them in, they are no answers."""
_BROADCAST_REST = 3
"""How many bytes follow the first one of an automatic status."""


class Kind(Enum):
    """What a byte from a printer is."""

    STATUS = auto()
    """Answers DLE EOT, at once."""
    REPORT = auto()
    """Answers GS r, when everything before it is worked off."""
    ASIDE = auto()
    """Flow control, or an automatic status that nobody asked for: no answer."""
    NOISE = auto()
    """Nothing a printer says: a wrong speed, or another kind of device."""


class Sorter:
    """Tells the bytes of one line apart as they come: an automatic status is four bytes long."""

    def __init__(self) -> None:
        self._broadcast_left = 0

    def kind(self, byte: int) -> Kind:
        """Return what this byte is after those before it."""
        if byte in _FLOW:
            return Kind.ASIDE
        if byte & 0b1001_0011 == 0b0001_0010:
            return Kind.STATUS
        if byte & 0b1001_0011 == 0b0001_0000:
            self._broadcast_left = _BROADCAST_REST
            return Kind.ASIDE
        if byte & 0b1001_0000:
            return Kind.NOISE
        if self._broadcast_left:
            self._broadcast_left -= 1
            return Kind.ASIDE
        return Kind.REPORT


def offline(printer: int) -> bool:
    """Read DLE EOT 1: whether the printer has stopped taking data."""
    return bool(printer & 0x08)


def offline_cause(cause: int) -> Condition | None:
    """Read DLE EOT 2: why it is offline; None when DLE EOT 3 must tell."""
    if cause & 0x04:
        return Condition.COVER_OPEN
    if cause & 0x20:
        return Condition.PAPER_OUT
    return None if cause & 0x40 else Condition.OFFLINE


def error(found: int) -> Condition:
    """Read DLE EOT 3: what broke, the gravest first."""
    if found & 0x20:
        return Condition.BROKEN
    if found & 0x0C:
        return Condition.JAMMED
    return Condition.HOT if found & 0x40 else Condition.OFFLINE


def paper(sensors: int) -> Condition:
    """Read DLE EOT 4."""
    if sensors & 0x60:
        return Condition.PAPER_OUT
    return Condition.NEAR_END if sensors & 0x0C else Condition.READY


def reported_paper(sensors: int) -> Condition:
    """Read GS r 1."""
    if sensors & 0x0C:
        return Condition.PAPER_OUT
    return Condition.NEAR_END if sensors & 0x03 else Condition.READY
