"""What a printer, or the way to it, is like."""

from enum import StrEnum


class Condition(StrEnum):
    """What a printer, or the way to it, is like."""

    READY = "ready"
    NEAR_END = "near_end"
    """Ready, and its paper lasts for a few more slips."""
    BUSY = "busy"
    UNCERTAIN = "uncertain"
    """Ready, but an officer must say whether a paper came out."""
    ELSEWHERE = "elsewhere"
    """Another process of this machine drives it."""
    SILENT = "silent"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    JAMMED = "jammed"
    """The cutter or the paper is stuck."""
    HOT = "hot"
    """The print head cools down by itself."""
    BROKEN = "broken"
    """An error from which the printer recovers only when it is switched off and on, if at all."""
    HELD = "held"
    """The printer holds data back with RTS/CTS or XON/XOFF."""
    GARBLED = "garbled"
    """It answers in bytes that no printer says: most often the wrong speed."""
    MISSING = "missing"
    DENIED = "denied"
    TAKEN = "taken"
    STRANGER = "stranger"
    """Another USB device than the known printer sits there, or two of one serial number do."""
    UNREACHABLE = "unreachable"
    DISK = "disk"
    """The file or folder that stands for paper cannot be written."""
    STORE = "store"
    """The spool itself cannot be written."""

    @property
    def prints(self) -> bool:
        """Whether it takes a job now."""
        return self in {Condition.READY, Condition.NEAR_END}

    @property
    def calm(self) -> bool:
        """Whether nobody needs to do anything."""
        return self in {Condition.READY, Condition.BUSY, Condition.ELSEWHERE}
