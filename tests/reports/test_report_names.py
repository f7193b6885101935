"""Reports by name, and how their files are called."""

import pytest

from counter_tui.core.refusal import Refused
from counter_tui.reports import formats, names
from tests.reports.samples import handover, register, report


def test_an_unknown_name_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(Refused) as caught:
        names.find("panjang")
    assert caught.value.sentence.endswith("Pilih dari: audit, handovers, uncollected.")


@pytest.mark.parametrize("name", names.REPORTS)
def test_every_name_is_found(name: str) -> None:
    assert callable(names.find(name))


@pytest.mark.parametrize("form", formats.FILES)
def test_every_format_makes_a_file(form: str) -> None:
    assert formats.render(register(handover(1)), form)


def test_a_file_is_called_by_report_and_period() -> None:
    assert formats.file_name(report(), "pdf") == "sample-2024-09-01-2024-09-14.pdf"
