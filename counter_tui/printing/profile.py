"""What a family of printers can do."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta


class Answers(StrEnum):
    """Whether a printer answers questions about its state."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """Ask and believe an answer; silence alone is no trouble until it has answered once."""


class QrMode(StrEnum):
    """How a QR code gets onto paper."""

    NATIVE = "native"
    """The printer draws it (`GS ( k`): a quarter of the bytes."""
    RASTER = "raster"
    """We draw it (`GS v 0`), for printers that cannot."""


class Cutter(StrEnum):
    """What parts a sheet from the roll; a printer without a cutter ignores a cut as a rule."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    """The cut is not even sent."""


Count = Annotated[int, Meta(ge=0, le=255)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """A drawer that the printer can open: for which documents' originals, on which pin, how long."""

    documents: tuple[str, ...] = ()
    pin: Literal[2, 5] = 2
    """As the connector numbers its pins."""
    milliseconds: Annotated[int, Meta(ge=2, le=510)] = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One printer family; its fields are the keys of a profile's TOML file (see `profile_files`).

    `columns` of the standard font in `dots` across the paper; `tear_rows` are fed before the cut, because
    without a cutter the last words must pass the edge. No drawer opens unless a profile names documents.
    """

    name: str
    columns: Annotated[int, Meta(ge=24, le=64)]
    dots: Annotated[int, Meta(ge=288, le=832, multiple_of=8)]
    qr: QrMode = QrMode.NATIVE
    qr_module_dots: Annotated[int, Meta(ge=2, le=16)] = 5
    cutter: Cutter = Cutter.PARTIAL
    tear_rows: Count = 0
    code_page: Count = 0
    """The number after `ESC t`; we print ASCII, which every page holds."""
    drawer: Drawer = Drawer()
    print_seconds: Annotated[float, Meta(gt=0, le=60)] = 10.0
    """How long it may take to put a sheet on paper once it has all of the bytes."""
    answers: Answers = Answers.UNKNOWN

    def answering(self, answers: Answers) -> "Profile":
        """Return this profile for a printer whose answers are known."""
        return replace(self, answers=answers)
