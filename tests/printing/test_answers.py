"""A printer's answers, byte by byte, as Epson's reference numbers their bits."""

import pytest

from counter_tui.printing import answers
from counter_tui.printing.answers import Kind, Sorter
from counter_tui.printing.condition import Condition


@pytest.mark.parametrize(
    ("byte", "kind"),
    [(0x12, Kind.STATUS), (0x7E, Kind.STATUS), (0x00, Kind.REPORT), (0x0F, Kind.REPORT), (0x11, Kind.ASIDE),
     (0x13, Kind.ASIDE), (0x10, Kind.ASIDE), (0xFF, Kind.NOISE), (0x80, Kind.NOISE), (0x15, Kind.NOISE)],
)  # fmt: skip
def test_each_byte_is_told_by_its_fixed_bits(byte: int, kind: Kind) -> None:
    assert Sorter().kind(byte) is kind


def test_an_automatic_status_is_no_report_though_three_of_its_bytes_look_like_one() -> None:
    sorter = Sorter()
    kinds = [sorter.kind(byte) for byte in (0x14, 0x00, 0x03, 0x0F, 0x00)]
    assert kinds == [Kind.ASIDE] * 4 + [Kind.REPORT]


def test_a_printer_that_took_itself_off_the_line_says_so() -> None:
    assert answers.offline(0x1A)
    assert not answers.offline(0x12)


@pytest.mark.parametrize(
    ("cause", "condition"),
    [(0x16, Condition.COVER_OPEN), (0x32, Condition.PAPER_OUT), (0x52, None), (0x1A, Condition.OFFLINE)],
)
def test_the_cause_of_being_offline_is_read(cause: int, condition: Condition | None) -> None:
    assert answers.offline_cause(cause) is condition


@pytest.mark.parametrize(
    ("error", "condition"),
    [(0x32, Condition.BROKEN), (0x1A, Condition.JAMMED), (0x16, Condition.JAMMED), (0x52, Condition.HOT),
     (0x7A, Condition.BROKEN), (0x12, Condition.OFFLINE)],
)  # fmt: skip
def test_the_gravest_error_is_read(error: int, condition: Condition) -> None:
    assert answers.error(error) is condition


@pytest.mark.parametrize(
    ("sensors", "condition"),
    [(0x12, Condition.READY), (0x1E, Condition.NEAR_END), (0x72, Condition.PAPER_OUT),
     (0x7E, Condition.PAPER_OUT)],
)  # fmt: skip
def test_paper_near_its_end_is_told_from_none(sensors: int, condition: Condition) -> None:
    assert answers.paper(sensors) is condition


def test_a_report_tells_of_the_paper_too() -> None:
    found = [answers.reported_paper(byte) for byte in (0x00, 0x03, 0x0C, 0x0F)]
    assert found == [Condition.READY, Condition.NEAR_END, Condition.PAPER_OUT, Condition.PAPER_OUT]
