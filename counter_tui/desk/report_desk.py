"""The reports' part of the desk."""

from counter_tui.desk import reporting
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.reporting import BookReport, UncollectedReport


class ReportDesk(DeskBase):
    """What an officer who answers for a post may ask to be reported."""

    def report_handovers(self, day_from: str = "", day_to: str = "") -> BookReport:
        """Return the register of handovers (buku penyerahan) from one day to another (ISO dates)."""
        return reporting.handovers(self._post, day_from, day_to)

    def report_uncollected(self) -> UncollectedReport:
        """Return all passports that are listed as uncollected today."""
        return reporting.uncollected_passports(self._post)
