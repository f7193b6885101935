import csv
import io
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from counter_tui.core.ids import booking_application_id
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.store import queries
from tests.desk.office import BOOKINGS, HARTINI, ME, Office, counts
from tests.refusal import refused

HEADER, FIRST, SECOND, *_REST = list(csv.reader(BOOKINGS.open(encoding="utf-8")))


def write(folder: Path, rows: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path = folder / "bookings.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def changed(row: list[str], **cells: str) -> list[str]:
    return [cells.get(name, value) for name, value in zip(HEADER, row, strict=True)]


def test_the_sample_is_taken_whole(office: Office) -> None:
    result = office.desk.import_file(BOOKINGS)

    assert result.kind == "bookings"
    assert counts(result) == (200, 0, 0, 0)
    assert result.warnings == ()


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    assert counts(office.desk.import_file(BOOKINGS)) == (0, 0, 200, 0)

    with office.store.read() as conn:
        revisions = conn.execute("SELECT max(rev) FROM record WHERE kind = 'applicant'").fetchone()
    assert revisions == (1,)


def test_a_dry_run_takes_none(office: Office) -> None:
    assert counts(office.desk.import_file(BOOKINGS, dry_run=True)) == (200, 0, 0, 0)

    assert office.desk.reception_view().bookings == ()


def test_every_terminal_gives_a_booking_the_same_application_id(office: Office) -> None:
    office.desk.import_file(BOOKINGS)

    id_ = booking_application_id(ME.office, HARTINI)
    with office.store.read() as conn:
        record = queries.record(conn, "applicant", id_)
    assert record is not None
    assert (record["code"], record["name"], record["slot"]) == (HARTINI, "Hartini Purnomo", "08:00")


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_are_recognised(
    office: Office, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = [HEADER, changed(FIRST, nama="José Müller"), SECOND]

    result = office.desk.import_file(write(tmp_path, rows, delimiter=delimiter, encoding=encoding))

    assert counts(result) == (2, 0, 0, 0)
    assert [row.masked_name for row in office.desk.find("josé mü")] == ["José M."]


def test_headers_stand_in_any_order_and_spelling(office: Office, tmp_path: Path) -> None:
    rows = [[*reversed(row), "x"] for row in ([*HEADER], FIRST)]
    rows[0] = [name.replace("_", " ").upper() for name in rows[0]]

    assert counts(office.desk.import_file(write(tmp_path, rows))) == (1, 0, 0, 0)


def test_a_missing_column_refuses_the_file(office: Office, tmp_path: Path) -> None:
    with refused("headers"):
        office.desk.import_file(write(tmp_path, [HEADER[:-1], FIRST[:-1]]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kode_booking", ""),
        ("kode_booking", "MP 8228!"),
        ("nama", ""),
        ("nama", "12345"),
        ("nik", "167102491194164"),
        ("nik", "1,67102E+15"),
        ("tanggal_lahir", "24-11-1994"),
        ("tanggal_lahir", "2024-09-15"),
        ("jenis_kelamin", "X"),
        ("layanan", "sim_c"),
        ("produk", "itas"),
        ("tanggal", "2024-02-30"),
        ("jam", "25:00"),
        ("kelompok_prioritas", "vip"),
        ("status_bayar", "mungkin"),
    ],
)
def test_a_bad_cell_refuses_its_row_by_line_and_field_without_its_value(
    office: Office, tmp_path: Path, field: str, value: str
) -> None:
    rows = [HEADER, SECOND, changed(FIRST, **{field: value})]

    result = office.desk.import_file(write(tmp_path, rows))

    assert counts(result) == (1, 0, 0, 1)
    issue = result.rejected[0]
    assert (issue.line, issue.field) == (3, field)
    assert issue.reason
    assert not value or value not in issue.reason


def test_a_code_repeated_within_one_file_is_rejected(office: Office, tmp_path: Path) -> None:
    result = office.desk.import_file(write(tmp_path, [HEADER, FIRST, SECOND, FIRST]))

    assert counts(result) == (2, 0, 0, 1)
    assert (result.rejected[0].line, result.rejected[0].field) == (4, "kode_booking")


def test_a_nik_that_does_not_agree_warns_and_is_taken(office: Office, tmp_path: Path) -> None:
    result = office.desk.import_file(
        write(tmp_path, [HEADER, changed(FIRST, tanggal_lahir="1994-11-10", jenis_kelamin="L")])
    )

    assert counts(result) == (1, 0, 0, 0)
    assert [(issue.line, issue.field) for issue in result.warnings] == [(2, "nik"), (2, "nik")]


def test_a_changed_row_updates_its_booking(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(write(tmp_path, [HEADER, FIRST, SECOND]))

    result = office.desk.import_file(write(tmp_path, [HEADER, changed(FIRST, jam="10:30"), SECOND]))

    assert counts(result) == (0, 1, 1, 0)


def test_what_an_officer_corrected_outlasts_the_file(office: Office) -> None:
    office.desk.import_file(BOOKINGS)
    id_ = booking_application_id(ME.office, HARTINI)
    office.desk.set_applicant(id_, ApplicantDraft("Hartini Purnomo Sari"))

    assert counts(office.desk.import_file(BOOKINGS)) == (0, 0, 200, 0)
    assert office.desk.check_in_card(HARTINI).full_name == "Hartini Purnomo Sari"


def spreadsheet(folder: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = folder / "bookings.xlsx"
    book.save(path)
    return path


def test_a_spreadsheet_is_read_with_its_dates_and_times(office: Office, tmp_path: Path) -> None:
    row: list[object] = list(FIRST)
    row[HEADER.index("tanggal_lahir")] = date(1994, 11, 9)
    row[HEADER.index("tanggal")] = date(2024, 9, 14)
    row[HEADER.index("jam")] = time(8, 0)

    result = office.desk.import_file(spreadsheet(tmp_path, [list(HEADER), row]))

    assert counts(result) == (1, 0, 0, 0)
    assert counts(office.desk.import_file(BOOKINGS)) == (199, 0, 1, 0)


def test_a_numeric_nik_in_a_spreadsheet_is_refused_because_digits_were_lost(
    office: Office, tmp_path: Path
) -> None:
    row: list[object] = list(FIRST)
    row[HEADER.index("nik")] = int(FIRST[HEADER.index("nik")])

    result = office.desk.import_file(spreadsheet(tmp_path, [list(HEADER), row, list(SECOND)]))

    assert counts(result) == (1, 0, 0, 1)
    assert (result.rejected[0].line, result.rejected[0].field) == (2, "nik")
    assert "digitnya hilang" in result.rejected[0].reason


def test_files_of_later_kinds_are_refused_by_name(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("nomor_porsi,nama\n1,2\n", encoding="utf-8")

    with refused("kind_not_supported"):
        office.desk.import_file(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"apa,saja\n1,2\n", "unknown_kind"),
        (b"PK\x03\x04 no spreadsheet", "damaged"),
        (b'kode_booking,nama\n"unclosed', "damaged"),
    ],
)
def test_what_is_no_table_is_refused(office: Office, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    with refused(code):
        office.desk.import_file(path)


def test_a_missing_file_is_refused(office: Office, tmp_path: Path) -> None:
    with refused("unreadable"):
        office.desk.import_file(tmp_path / "nothing.csv")


def test_progress_is_told_up_to_the_last_row(office: Office) -> None:
    seen: list[tuple[int, int]] = []

    office.desk.import_file(BOOKINGS, progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (200, 200)
    assert seen == sorted(seen)
    assert len(seen) > 4


@pytest.mark.parametrize("place", range(200, 3000, 400))
def test_a_damaged_spreadsheet_is_refused_in_one_sentence(office: Office, tmp_path: Path, place: int) -> None:
    path = spreadsheet(tmp_path, [list(HEADER), list(FIRST)])
    content = bytearray(path.read_bytes())
    content[place : place + 40] = bytes(40)
    path.write_bytes(content)

    with refused("damaged"):
        office.desk.import_file(path)
