"""A report as text in the terminal and as data."""

import json

from counter_tui.reports import table
from counter_tui.reports.cells import width
from tests.reports.samples import moment, register, report

MOMENT = moment(10, 2)


def body(lines: list[str]) -> list[str]:
    """Return title row, rule and rows."""
    start = next(place for place, line in enumerate(lines) if line.startswith("No."))
    return lines[start : lines.index("", start)]


def test_the_heading_says_what_it_is_and_who_asked() -> None:
    assert table.lines(report())[:3] == [
        "Kanim Palembang: Contoh, 1/9/2024–14/9/2024",
        "Layanan: Paspor baru",
        "Dicetak oleh Dewi Anggraini, 14/9/2024 09.00",
    ]


def test_columns_stand_below_their_titles_also_behind_wide_signs() -> None:
    rows = body(table.lines(report((1, "李小龙", MOMENT), (10, "Siti Maulana", MOMENT))))
    assert rows[2:] == [
        "  1  李小龙        14/9/2024 10.02",
        " 10  Siti Maulana  14/9/2024 10.02",
    ]


def test_a_narrow_terminal_cuts_words_and_never_numbers_or_times() -> None:
    rows = body(table.lines(report((1, "Muhammad Abdurrahman Wahid", MOMENT)), room=32))
    assert max(width(row) for row in rows) <= 32
    assert rows[2] == "  1  Muhammad …  14/9/2024 10.02"


def test_what_would_move_the_cursor_is_not_printed() -> None:
    (row,) = body(table.lines(report((1, "Siti\x1b[2J\nMaulana\u202e", None))))[2:]
    assert row == "  1  Siti[2J Maulana"


def test_data_has_iso_times_and_one_object_a_row() -> None:
    data = json.loads(json.dumps(table.data(report((1, "Siti", MOMENT)))))
    assert (data["from"], data["to"], data["issued_by"]) == ("2024-09-01", "2024-09-14", "Dewi Anggraini")
    assert data["rows"] == [{"line": 1, "name": "Siti", "at": "2024-09-14T10:02:00+07:00"}]


def test_a_masked_register_says_so() -> None:
    assert "Nama: disamarkan" in table.lines(register(masked=True))
