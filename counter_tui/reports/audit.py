"""Who did what when (jejak tindakan) as a report."""

from datetime import date

from counter_tui.core.zones import local_time
from counter_tui.desk.views.auditing import AuditReport
from counter_tui.language import _
from counter_tui.reports.report import Column, Report


def of(found: AuditReport) -> Report:
    """Return the actions with one row each; officers as lists show them, applicants not at all."""
    zone = found.issuer.zone
    narrowed = ((_("Petugas"), found.officer), (_("Nomor"), found.number))
    return Report(
        name="audit",
        title=_("Jejak tindakan"),
        office=found.issuer.office_name,
        day_from=date.fromisoformat(found.day_from),
        day_to=date.fromisoformat(found.day_to),
        filters=tuple((label, words) for label, words in narrowed if words),
        issued_by=found.issuer.officer,
        issued_at=local_time(found.issuer.at, zone),
        columns=(
            Column("at", _("Waktu"), 20),
            Column("officer", _("Petugas"), 20),
            Column("action", _("Tindakan"), 40),
            Column("number", _("Nomor"), 15),
            Column("counter", _("Loket"), 14),
            Column("device", _("Perangkat"), 18),
        ),
        rows=tuple(
            (
                local_time(row.at, zone).replace(microsecond=0),
                row.officer,
                row.text,
                row.number,
                row.counter,
                row.device,
            )
            for row in found.rows
        ),
        note=_("Memuat tindakan di komputer ini; yang lama disimpan pusat."),
    )
