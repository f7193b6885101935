"""How a mark is meant, apart from its shape and colour."""

from enum import StrEnum


class Tone(StrEnum):
    """How a mark is meant; a screen adds the shape and the colour (SCREENS §1.3)."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    IDLE = "idle"
    BUSY = "busy"
    NOTE = "note"
