"""A report as CSV for Excel with Indonesian settings."""

import csv
import io
from datetime import date

import pytest

from counter_tui.reports import csv_file
from counter_tui.reports.report import Value
from tests.reports.samples import moment, report


def rows(*cells: tuple[Value, ...]) -> list[list[str]]:
    text = csv_file.render(report(*cells)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_excel_finds_utf_8_and_its_semicolons() -> None:
    content = csv_file.render(report((1, "Nguyễn; Thị", None)))
    assert content.startswith(b"\xef\xbb\xbfNo.;Nama;Waktu\r\n")
    assert rows((1, "Nguyễn; Thị", None))[1] == ["1", "Nguyễn; Thị", ""]


def test_dates_are_iso() -> None:
    assert rows((1, "", moment(10, 2)), (2, "", date(2024, 9, 14)))[1:] == [
        ["1", "", "2024-09-14 10:02:00"],
        ["2", "", "2024-09-14"],
    ]


@pytest.mark.parametrize("start", ["=1+1", "+62812", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_would_be_a_formula_is_text(start: str) -> None:
    assert rows((1, start, None))[1][1] == f"'{start}"


def test_numbers_stay_numbers() -> None:
    assert rows((-5, "a-b", None))[1][:2] == ["-5", "a-b"]
