import pytest

from counter_tui.cli.parser import build


@pytest.mark.parametrize(
    "arguments", [["--home", "here", "status"], ["status", "--home", "here"], ["--home", "here"]]
)
def test_the_home_is_taken_before_and_behind_the_command(arguments: list[str]) -> None:
    assert build().parse_args(arguments).home == "here"


def test_without_the_option_no_home_is_named() -> None:
    assert build().parse_args(["status"]).home is None
