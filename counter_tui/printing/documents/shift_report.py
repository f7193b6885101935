"""The shift report (laporan giliran): what one counter did today, for whoever takes over or counts up."""

import msgspec

from counter_tui.printing.blocks import Block, Pair, Rule, Signatures, Text
from counter_tui.printing.documents.paper import Paper, copy_mark, indonesian_day

NOTHING = "-"
"""Stands where there was nothing to measure."""


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often something happened, in words."""

    label: str
    count: int


class ShiftReportPaper(Paper, frozen=True, kw_only=True):
    """What a shift report says: figures only, and nobody's name."""

    office: str
    counter: str
    day: str
    """Business day, ISO date."""
    time: str
    """Local time of the report, `15.58`."""
    served: int
    """Visits served at this counter."""
    median_minutes: int | None = None
    """None before anything was served; so the next two."""
    p90_minutes: int | None = None
    on_time_percent: int | None = None
    outcomes: tuple[Count, ...] = ()
    slips: int = 0
    slip_copies: int = 0
    handovers: int = 0


def shift_report(paper: ShiftReportPaper, copy: int) -> list[Block]:
    """Lay out a shift report."""
    return [
        Text(paper.office, lines=2),
        Text("LAPORAN GILIRAN", size=2, bold=True),
        *copy_mark(copy),
        Rule(),
        Pair("Loket", paper.counter, bold=True),
        Pair("Hari layanan", indonesian_day(paper.day)),
        Pair("Sampai pukul", paper.time),
        Rule(),
        Pair("Dilayani", str(paper.served), bold=True),
        Pair("Median", _minutes(paper.median_minutes)),
        Pair("P90", _minutes(paper.p90_minutes)),
        Pair("Tepat waktu", f"{paper.on_time_percent} %" if paper.on_time_percent is not None else NOTHING),
        *(Pair(one.label, str(one.count)) for one in paper.outcomes),
        Rule(),
        Pair("Resi dicetak", str(paper.slips)),
        Pair("Salinan resi", str(paper.slip_copies)),
        Pair("Paspor diserahkan", str(paper.handovers)),
        Signatures(("Petugas", "Kepala seksi")),
    ]


def _minutes(minutes: int | None) -> str:
    return NOTHING if minutes is None else f"{minutes} menit"
