"""The register of handovers (buku penyerahan, Ps 23) as a report."""

from datetime import date

from counter_tui.core.zones import local_time
from counter_tui.desk.views.handovers import BookRow
from counter_tui.desk.views.reporting import BookReport
from counter_tui.language import _
from counter_tui.reports.report import Column, Report, Value


def of(found: BookReport) -> Report:
    """Return the register with one row for each handover, also a second one of the same passport."""
    masked = ((_("Nama"), _("disamarkan")),) if found.masked else ()
    return Report(
        name="handovers",
        title=_("Buku penyerahan"),
        office=found.issuer.office_name,
        day_from=date.fromisoformat(found.day_from),
        day_to=date.fromisoformat(found.day_to),
        filters=masked,
        issued_by=found.issuer.officer,
        issued_at=local_time(found.issuer.at, found.issuer.zone),
        columns=_columns(),
        rows=tuple(_row(place, row, found.issuer.zone) for place, row in enumerate(found.rows, start=1)),
        note="" if found.masked else _("Memuat data pribadi (UU 27/2022): simpan terkunci."),
        signed=True,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("line", _("No."), 8),
        Column("at", _("Waktu"), 20),
        Column("number", _("Nomor"), 15),
        Column("service", _("Layanan"), 22),
        Column("owner", _("Pemilik"), 31),
        Column("collector_kind", _("Diambil oleh"), 24),
        Column("collector", _("Nama pengambil"), 31),
        Column("relation", _("Hubungan"), 21),
        Column("id_reference", _("Identitas"), 32),
        Column("officer", _("Petugas"), 20),
        Column("counter", _("Loket"), 14),
        Column("signature", _("Tanda tangan"), 23),
        Column("check", _("Catatan"), 20),
    )


def _row(place: int, row: BookRow, zone: str) -> tuple[Value, ...]:
    return (
        place,
        local_time(row.at, zone).replace(microsecond=0),
        row.number,
        row.service_name,
        row.owner,
        row.kind_name,
        row.collector,
        row.institution or row.relation,
        row.id_reference,
        row.officer,
        row.counter,
        _("ada") if row.signed else "",
        ", ".join(row.flags),
    )
