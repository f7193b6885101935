"""A shelf says where a passport lies, and can hardly hold whose it is."""

import pytest

from counter_tui.core.shelves import shelf_label


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("c-14", "C-14"), ("  RAK  3 ", "RAK 3"), ("12", "12"), ("A", "A"), ("b.2-07", "B.2-07"), ("", "")],
)
def test_a_shelf_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert shelf_label(typed) == kept


@pytest.mark.parametrize(
    "typed", ["Hartini", "SITI", "Siti 1", "Ani", "C-14-0000", "-1", "C/14", "C_1", "Rak Ñ1", "1671\u0660"]
)
def test_a_name_or_what_is_no_shelf_is_refused(typed: str) -> None:
    assert shelf_label(typed) is None
