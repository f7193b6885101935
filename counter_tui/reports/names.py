"""The reports by name (DESIGN §8): what each asks the desk for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.views.auditing import AuditAsked
from counter_tui.language import _
from counter_tui.reports import audit, handovers, uncollected
from counter_tui.reports.report import Report

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """From which day to which (ISO dates, or empty for what is usual) a report is asked for.

    `officer` (a login) and `ticket` (a number) narrow the one that can be narrowed.
    """

    day_from: str = ""
    day_to: str = ""
    officer: str = ""
    ticket: str = ""


Maker = Callable[["Desk", Asked], Report]
"""Asks the desk; refused for a date that is none, and for whoever may not have it."""


def find(name: str) -> Maker:
    """Return what makes a report; refused for an unknown name."""
    if name not in REPORTS:
        raise Refused(
            _("Laporan {name} tidak ada. Tidak ada yang dibuat. Pilih dari: {names}.").format(
                name=name, names=", ".join(REPORTS)
            ),
            code="unknown_report",
        )
    return REPORTS[name]


def _audit(desk: "Desk", asked: Asked) -> Report:
    return audit.of(
        desk.report_actions(AuditAsked(asked.day_from, asked.day_to, asked.officer, asked.ticket))
    )


def _refuse_narrowed(asked: Asked) -> None:
    if asked.officer or asked.ticket:
        raise Refused(
            _("Laporan ini tidak disaring. Tidak ada yang dibuat. Hapus --officer dan --ticket."),
            code="not_narrowed",
        )


def _handovers(desk: "Desk", asked: Asked) -> Report:
    _refuse_narrowed(asked)
    return handovers.of(desk.report_handovers(asked.day_from, asked.day_to))


def _uncollected(desk: "Desk", asked: Asked) -> Report:
    _refuse_narrowed(asked)
    if asked.day_from or asked.day_to:
        raise Refused(
            _("Laporan ini selalu per hari ini. Tidak ada yang dibuat. Hapus --from dan --to."),
            code="no_period",
        )
    return uncollected.of(desk.report_uncollected())


REPORTS: dict[str, Maker] = {
    "audit": _audit,
    "handovers": _handovers,
    "uncollected": _uncollected,
}
"""Name to what makes it."""
