"""A list of finished passports marks applications ready, with every bad row reported."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from counter_tui.core.application import ApplicationState
from counter_tui.core.ids import booking_application_id
from counter_tui.core.zones import moment
from counter_tui.desk.importing.ready_list import AT_ONCE
from counter_tui.desk.views.imported import ImportResult
from counter_tui.desk.views.pickup import Collector
from counter_tui.store import queries
from tests.desk.office import BOOKINGS, DAY, HARTINI, ME, YUSUF, ZONE, Office, counts
from tests.refusal import refused

SAMPLE = BOOKINGS.with_name("ready-palembang-2024-09-14.csv")
UNSEEN = "0190f3a2-7c1e-7b9a-8f00-1234567890ab"


def write(folder: Path, *rows: str) -> Path:
    path = folder / "ready.csv"
    path.write_text("\n".join(rows))
    return path


def application(office: Office, id_: str) -> ApplicationState | None:
    with office.store.read() as conn:
        return queries.application(conn, id_)


def of_booking(code: str) -> str:
    return booking_application_id(ME.office, code)


def issues(result: ImportResult) -> list[tuple[int, str]]:
    return [(issue.line, issue.field) for issue in result.rejected]


def test_the_sample_is_taken_whole_and_a_second_time_changes_nothing(office: Office) -> None:
    result = office.desk.import_file(SAMPLE)
    assert result.kind == "ready"
    assert counts(result) == (40, 0, 0, 0)
    assert result.warnings == ()

    assert counts(office.desk.import_file(SAMPLE)) == (0, 0, 40, 0)
    assert office.types().count("application.ready") == 40


def test_a_trial_writes_nothing_and_says_what_would_be_taken(office: Office) -> None:
    before = office.types()
    assert counts(office.desk.import_file(SAMPLE, dry_run=True)) == (40, 0, 0, 0)
    assert office.types() == before


def test_an_application_that_was_never_seen_here_is_ready_by_its_id_or_its_booking(
    office: Office, tmp_path: Path
) -> None:
    file = write(
        tmp_path, "application,booking_code,shelf", f"{UNSEEN.upper()},,C-14", f",{HARTINI.lower()},d-2"
    )
    assert counts(office.desk.import_file(file)) == (2, 0, 0, 0)

    card = office.desk.pickup_card(UNSEEN)
    assert (card.answer, card.shelf) == ("ready", "C-14")
    assert office.desk.pickup_card(of_booking(HARTINI)).shelf == "D-2"


def test_a_number_and_its_day_name_an_application_that_is_known(office: Office, tmp_path: Path) -> None:
    id_, _text = office.slipped()
    file = write(tmp_path, "nomor;tanggal;rak", f"a1;{DAY};C-14")
    assert counts(office.desk.import_file(file)) == (1, 0, 0, 0)
    state = application(office, id_)
    assert state is not None
    assert (state.status, state.shelf) == ("ready", "C-14")


def test_a_number_that_is_not_known_or_not_one_persons_is_refused(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(BOOKINGS)
    family = office.desk.check_in(HARTINI, family=(YUSUF,))
    file = write(
        tmp_path,
        "number,date,shelf",
        f"{family.number},{DAY},C-1",
        "Z-999,,C-2",
        f"{family.number},2024-09-13,C-3",
    )
    result = office.desk.import_file(file)
    assert counts(result) == (0, 0, 0, 3)
    assert issues(result) == [(2, "number"), (3, "number"), (4, "number")]
    reasons = [issue.reason for issue in result.rejected]
    assert "beberapa permohonan" in reasons[0]
    assert all("tidak dikenal di komputer ini" in reason for reason in reasons[1:])


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("no-uuid,,,,", "permohonan"),
        (",?,,,", "kode_booking"),
        (",MP1234,Hartini Purnomo,,", "rak"),
        (",MP1234,C-14,14/9/2024,", "siap"),
        (",MP1234,C-14,2024-09-15,", "siap"),
        (",MP1234,C-14,1924-09-14,", "siap"),
        (f"{UNSEEN},MP1234,C-14,,", "kode_booking"),
    ],
)
def test_a_bad_row_is_reported_by_line_and_field_and_never_by_its_value(
    office: Office, tmp_path: Path, row: str, field: str
) -> None:
    file = write(tmp_path, "permohonan,kode_booking,rak,siap,nomor", f"{row}", f",{YUSUF},A-1,,")
    result = office.desk.import_file(file, "ready")
    assert counts(result) == (1, 0, 0, 1)
    assert issues(result) == [(2, field)]
    assert not any(cell and cell in result.rejected[0].reason for cell in row.split(","))


def test_a_row_that_names_nobody_is_refused(office: Office, tmp_path: Path) -> None:
    result = office.desk.import_file(write(tmp_path, "kode,rak", ",C-14"))
    assert issues(result) == [(2, "kode")]


def test_a_passport_twice_in_one_file_is_taken_once(office: Office, tmp_path: Path) -> None:
    file = write(tmp_path, "permohonan,kode,rak", f",{HARTINI},C-1", f"{of_booking(HARTINI)},,C-2")
    result = office.desk.import_file(file)
    assert counts(result) == (1, 0, 0, 1)
    assert issues(result) == [(3, "permohonan")]


def test_another_shelf_moves_it_and_no_shelf_leaves_it(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(write(tmp_path, "kode,rak", f"{HARTINI},C-1"))
    assert counts(office.desk.import_file(write(tmp_path, "kode,rak", f"{HARTINI},C-2"))) == (0, 1, 0, 0)
    assert counts(office.desk.import_file(write(tmp_path, "kode,rak", f"{HARTINI},"))) == (0, 0, 1, 0)
    assert office.desk.pickup_card(of_booking(HARTINI)).shelf == "C-2"


def test_what_was_handed_over_already_is_warned_of_and_stays(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(write(tmp_path, "kode,rak", f"{HARTINI},C-1"))
    office.desk.hand_over(of_booking(HARTINI), Collector("self"))
    result = office.desk.import_file(write(tmp_path, "kode,rak", f"{HARTINI},C-9"))
    assert counts(result) == (0, 0, 1, 0)
    assert [(issue.line, issue.field) for issue in result.warnings] == [(2, "kode")]
    assert office.desk.pickup_card(of_booking(HARTINI)).answer == "used"


def test_a_name_or_nik_that_differs_from_the_record_is_warned_of(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(BOOKINGS)
    rows = [f"{HARTINI},C-1,hartini  PURNOMO,1671024911941647", f"{YUSUF},C-2,Orang Lain,1671024911941647"]
    result = office.desk.import_file(write(tmp_path, "kode,rak,nama,nik", *rows))
    assert counts(result) == (2, 0, 0, 0)
    assert [(issue.line, issue.field) for issue in result.warnings] == [(3, "nama"), (3, "nik")]


def test_the_ready_date_of_the_list_counts_and_not_the_day_of_the_import(
    office: Office, tmp_path: Path
) -> None:
    office.desk.import_file(write(tmp_path, "kode,rak,ready_date", f"{HARTINI},C-1,2024-08-20"))
    state = application(office, of_booking(HARTINI))
    assert state is not None
    assert state.ready_at == moment("2024-08-20", "00:00", ZONE)


def test_a_long_list_is_written_in_many_short_transactions(office: Office, tmp_path: Path) -> None:
    rows = [f"MP{number:09d},A-{number % 90}" for number in range(3 * AT_ONCE + 1)]
    commits: list[int] = []
    office.store.on_commit(lambda: commits.append(office.types().count("application.ready")))
    office.desk.import_file(write(tmp_path, "kode,rak", *rows))
    assert commits == [AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE, 3 * AT_ONCE + 1]


def test_the_event_names_nobody(office: Office, tmp_path: Path) -> None:
    office.desk.import_file(
        write(tmp_path, "kode,rak,nama,nik", f"{HARTINI},C-1,Hartini Purnomo,1671024911941647")
    )
    ready = [event for event in office.events() if event.type == "application.ready"]
    assert [event.data for event in ready] == [{"shelf": "C-1"}]


def test_a_spreadsheet_is_read_as_well(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Booking Code", "Shelf", "Ready Date"])
    sheet.append([HARTINI, "C-14", date(2024, 9, 12)])
    book.save(tmp_path / "ready.xlsx")
    assert counts(office.desk.import_file(tmp_path / "ready.xlsx")) == (1, 0, 0, 0)
    assert office.desk.pickup_card(of_booking(HARTINI)).shelf == "C-14"


def test_a_file_whose_columns_name_no_passport_is_refused_whole(office: Office, tmp_path: Path) -> None:
    with refused("headers"):
        office.desk.import_file(write(tmp_path, "rak,nama", "C-14,Hartini"))
    with refused("headers"):
        office.desk.import_file(write(tmp_path, "kode,booking,rak", f"{HARTINI},{HARTINI},C-14"))


def test_a_file_of_bookings_stays_one_with_a_shelf_beside_it(office: Office, tmp_path: Path) -> None:
    lines = list(csv.reader(BOOKINGS.open(encoding="utf-8")))[:3]
    file = write(
        tmp_path, *(",".join([*line, "rak" if not place else "C-1"]) for place, line in enumerate(lines))
    )
    assert office.desk.import_file(file).kind == "bookings"
