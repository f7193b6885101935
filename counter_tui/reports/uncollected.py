"""Passports that nobody fetches (belum diambil) as a report."""

from datetime import date

from counter_tui.core.zones import local_time
from counter_tui.desk.views.handovers import UncollectedRow
from counter_tui.desk.views.reporting import UncollectedReport
from counter_tui.language import _
from counter_tui.reports.report import Column, Report, Value


def of(found: UncollectedReport) -> Report:
    """Return all that lies ready for at least the office's days, the longest first, as of today."""
    now = local_time(found.issuer.at, found.issuer.zone)
    return Report(
        name="uncollected",
        title=_("Paspor belum diambil"),
        office=found.issuer.office_name,
        day_from=now.date(),
        day_to=now.date(),
        filters=((_("Sejak siap"), _("{days} hari atau lebih").format(days=found.days)),),
        issued_by=found.issuer.officer,
        issued_at=now,
        columns=_columns(),
        rows=tuple(_row(place, row, found.issuer.zone) for place, row in enumerate(found.rows, start=1)),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("line", _("No."), 8),
        Column("number", _("Nomor"), 16),
        Column("service", _("Layanan"), 34),
        Column("owner", _("Pemilik"), 34),
        Column("shelf", _("Rak"), 16),
        Column("ready", _("Siap sejak"), 22),
        Column("days", _("Hari"), 12),
        Column("last_day", _("Batas"), 22),
        Column("state", _("Keadaan"), 30),
    )


def _row(place: int, row: UncollectedRow, zone: str) -> tuple[Value, ...]:
    return (
        place,
        row.number,
        row.service_name,
        row.masked_name,
        row.shelf,
        local_time(row.ready_at, zone).date(),
        row.days,
        date.fromisoformat(row.last_day),
        _("lewat batas") if row.expired else row.status,
    )
