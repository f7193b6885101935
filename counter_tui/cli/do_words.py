"""The words of `counter-tui do`: each action with the options that it listens to, and no others."""

import argparse
from typing import Any, NoReturn

from counter_tui.cli.lines import STREAM

SPECIAL: dict[str, dict[str, Any]] = {
    "visit": {"type": int},
    "family": {"action": "append", "metavar": "CODE"},
    "papers": {"action": "append", "metavar": "PAPER"},
    "serves": {"action": "append", "metavar": "SERVICE:VISIT"},
    "leftovers": {"choices": ("ask", "cancel", "leave")},
    "collector": {"choices": ("self", "family", "proxy", "partner")},
    "job": {"required": True},
}
"""How argparse reads an option that is not simply one text."""
TEXT = "a slip's text, a code, a number or an application; for handover-list the file of these"


class OneLine(argparse.ArgumentParser):
    """A parser that raises ValueError instead of ending the program: one line of many was wrong."""

    def error(self, message: str) -> NoReturn:
        """Refuse the line."""
        raise ValueError(message)


def line_parser() -> argparse.ArgumentParser:
    """Return the parser of one line of `do -`."""
    parser = OneLine(prog="counter-tui do", add_help=False)
    add_actions(parser, [])
    return parser


def add_actions(command: argparse.ArgumentParser, parents: list[argparse.ArgumentParser]) -> None:
    """Add every action under `command`."""
    from counter_tui.desk.headless.actions import ACTIONS

    named = command.add_subparsers(
        dest="action", metavar="ACTION", required=True, help=f"{', '.join(ACTIONS)}; each knows --help"
    )
    for name, action in ACTIONS.items():
        words = named.add_parser(name, parents=parents, add_help=bool(parents))
        if action.takes_text:
            words.add_argument("text", nargs="?", help=TEXT)
        for option in action.hears:
            words.add_argument(f"--{option.replace('_', '-')}", **SPECIAL.get(option, {}))
    if parents:
        named.add_parser(STREAM, parents=parents, help="actions from standard input, one a line")
