"""What a report (laporan) is made of: its rows, and who asked for it, when and for which office."""

import msgspec

from counter_tui.desk.views.handovers import BookRow, UncollectedRow


class Issuer(msgspec.Struct, frozen=True):
    """Who asks for a report: the office, the officer by full name, the moment (UTC ms) and its zone."""

    office: str
    """The office's registered code, `PLG`."""
    office_name: str
    officer: str
    at: int
    zone: str


class BookReport(msgspec.Struct, frozen=True):
    """The register of handovers (buku penyerahan) of some days, the oldest first."""

    issuer: Issuer
    day_from: str
    day_to: str
    rows: tuple[BookRow, ...]
    masked: bool
    """Whether names and ID references are masked: the reader may see figures, not people."""


class UncollectedReport(msgspec.Struct, frozen=True):
    """What nobody fetched (belum diambil) as of today, the longest first; owners are masked."""

    issuer: Issuer
    rows: tuple[UncollectedRow, ...]
    days: int
    """From which day on they are listed."""
