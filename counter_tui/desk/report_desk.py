"""The reports' part of the desk."""

from counter_tui.desk import auditing, disclosure, reporting
from counter_tui.desk.desk_base import DeskBase
from counter_tui.desk.views.auditing import AuditAsked, AuditReport
from counter_tui.desk.views.disclosure import ApplicantFile, Erasure
from counter_tui.desk.views.reporting import BookReport, UncollectedReport


class ReportDesk(DeskBase):
    """What an officer who answers for a post may ask to be reported."""

    def report_handovers(self, day_from: str = "", day_to: str = "") -> BookReport:
        """Return the register of handovers (buku penyerahan) from one day to another (ISO dates)."""
        return reporting.handovers(self._post, day_from, day_to)

    def report_uncollected(self) -> UncollectedReport:
        """Return all passports that are listed as uncollected today."""
        return reporting.uncollected_passports(self._post)

    def report_actions(self, asked: AuditAsked) -> AuditReport:
        """Return who did what when, narrowed to days, an officer's login or a number."""
        return auditing.actions(self._post, asked)

    def export_applicant(self, application: str) -> ApplicantFile:
        """Return everything held here on an applicant, by application id or booking code; it is recorded."""
        return disclosure.export(self._post, application)

    def erase_applicant(self, application: str, reason: str) -> Erasure:
        """Erase an applicant's data for good, everywhere, under a reason code; never of an open one."""
        return disclosure.erase(self._post, application, reason)
