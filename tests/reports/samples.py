"""Reports for the tests: invented people, among them such as spreadsheets and terminals stumble over."""

from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from counter_tui.desk.views.handovers import BookRow
from counter_tui.desk.views.reporting import BookReport, Issuer
from counter_tui.reports import handovers
from counter_tui.reports.report import Column, Report, Value

ISSUER = Issuer("PLG", "Kanim Palembang", "Dewi Anggraini", 1_726_279_200_000, "Asia/Jakarta")
"""Asks on 14 September 2024 at 09.00 in Palembang."""


def moment(hour: int, minute: int) -> datetime:
    """Return a time of 14 September 2024 in Palembang."""
    return datetime(2024, 9, 14, hour, minute, tzinfo=timezone(timedelta(hours=7)))


def report(*rows: tuple[Value, ...], signed: bool = False, note: str = "") -> Report:
    """Return a report of a number, a name and a moment in each row."""
    columns = (Column("line", "No.", 8), Column("name", "Nama", 40), Column("at", "Waktu", 20))
    return Report(
        name="sample",
        title="Contoh",
        office="Kanim Palembang",
        day_from=date(2024, 9, 1),
        day_to=date(2024, 9, 14),
        filters=(("Layanan", "Paspor baru"),),
        issued_by="Dewi Anggraini",
        issued_at=moment(9, 0),
        columns=columns,
        rows=rows,
        note=note,
        signed=signed,
    )


def handover(place: int, owner: str = "Hartini Purnomo", **changes: str) -> BookRow:
    """Return one row of the register, some minutes after the row before."""
    row = BookRow(
        event=f"e{place}",
        at=ISSUER.at - 3_600_000 + place * 180_000,
        application=f"app-{place}",
        number=f"A-{place:03}",
        service="paspor_baru",
        service_name="Paspor baru",
        owner=owner,
        kind="family",
        kind_name="Keluarga satu KK",
        collector="Budi Santoso",
        relation="ayah",
        institution="",
        id_reference="KTP 3171234567890001",
        officer="Lia N.",
        counter="Loket 7",
        device="d1",
        signed=place % 3 > 0,
        readiness="ready",
        list="",
    )
    return replace(row, **changes)


def register(*rows: BookRow, masked: bool = False) -> Report:
    """Return the register of handovers with these rows."""
    return handovers.of(BookReport(ISSUER, "2024-09-01", "2024-09-14", rows, masked))
