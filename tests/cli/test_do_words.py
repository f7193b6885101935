"""The words of `do`: every action with its own options, from the command line and line by line."""

import pytest

from counter_tui.cli import lines
from counter_tui.cli.parser import build
from counter_tui.core.refusal import Refused
from counter_tui.desk.headless.actions import ACTIONS


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_can_be_asked_for(action: str) -> None:
    job = ["--job", "1"] if "job" in ACTIONS[action].hears else []

    assert build().parse_args(["do", action, *job]).action == action


def test_home_and_json_are_understood_before_and_behind_the_action() -> None:
    for words in (
        ["do", "--json", "--home", "x", "call-next"],
        ["do", "call-next", "--json", "--home", "x"],
    ):
        said = build().parse_args(words)
        assert (said.json, said.home) == (True, "x")


@pytest.mark.parametrize(
    "words", [["cancel", "A-007"], ["call-next", "--nik", "1"], ["dance"], ["ready", "--visit"]]
)
def test_a_word_that_an_action_does_not_know_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build().parse_args(["do", *words])

    assert ended.value.code == 2


def test_lines_are_actions_and_comments_and_blank_lines_are_passed_over() -> None:
    told = list(lines.read(["# opening\n", "\n", "cancel --ticket A-007 --reason left  # gone\n"]))

    assert [(one["action"], one["ticket"], one["reason"]) for one in told] == [("cancel", "A-007", "left")]


@pytest.mark.parametrize("line", ["dance\n", "cancel A-007\n", 'find "open\n', "call-next --visit two\n"])
def test_a_bad_line_stops_the_lines_behind_it_with_its_number(line: str) -> None:
    told = lines.read(["call-next\n", line, "done\n"])

    assert next(told)["action"] == "call-next"
    with pytest.raises(Refused) as refused:
        next(told)
    assert "2" in refused.value.sentence
