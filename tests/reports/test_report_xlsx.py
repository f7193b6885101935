"""A report as a workbook, opened again."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from counter_tui.reports import xlsx
from counter_tui.reports.report import Value
from tests.reports.samples import handover, moment, register, report


def sheet(*rows: tuple[Value, ...]) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(xlsx.render(report(*rows)))).active
    assert isinstance(found, Worksheet)
    return found


def title_row(found: Worksheet) -> int:
    return next(row[0].row for row in found.iter_rows() if row[0].value == "No.")


def test_heading_titles_and_rows_are_there_once() -> None:
    content = xlsx.render(register(handover(1), handover(2)))
    found = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [one.title for one in found] == ["Buku penyerahan"]
    column = [row[0] for row in found[0].iter_rows(values_only=True)]
    assert column[:2] == ["Kanim Palembang", "Buku penyerahan, 1/9/2024–14/9/2024"]
    assert "Dicetak oleh Dewi Anggraini, 14/9/2024 09.00" in column
    assert column[-3:] == ["No.", 1, 2]


def test_moments_and_numbers_keep_their_kind() -> None:
    found = sheet((1, "Siti", moment(10, 2)))
    cells = [cell.value for cell in found[title_row(found) + 1]]
    assert cells == [1, "Siti", moment(10, 2).replace(tzinfo=None)]


@pytest.mark.parametrize("start", ["=1+1", '=HYPERLINK("x")', "+62812", "@SUM(A1)"])
def test_what_would_be_a_formula_is_text_also_after_editing(start: str) -> None:
    found = sheet((1, start, None))
    cell = found.cell(title_row(found) + 1, 2)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (start, "s", True)


def test_a_sign_that_no_workbook_holds_is_left_out() -> None:
    found = sheet((1, "Siti\x0b Maulana", None))
    assert found.cell(title_row(found) + 1, 2).value == "Siti Maulana"


def test_titles_stay_in_sight_and_can_be_filtered() -> None:
    found = sheet((1, "Siti", None))
    top = title_row(found)
    assert found.freeze_panes == f"A{top + 1}"
    assert found.auto_filter.ref == f"A{top}:C{top + 1}"
