"""Which key chooses which line of a card."""

from collections.abc import Sequence

from counter_tui.desk.views.choices import Choice
from counter_tui.tui.widgets.card import Option

DIGITS = "123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ALL = DIGITS + LETTERS


def by_digit(choices: Sequence[Choice]) -> list[Option[str]]:
    """Give every choice its digit, and letters beyond nine."""
    return [
        Option(key, choice.name, choice.code, choice.note) for key, choice in zip(ALL, choices, strict=False)
    ]


def by_letter(choices: Sequence[Choice]) -> list[Option[str]]:
    """Give every choice a letter, where the digits choose something else."""
    return [
        Option(key, choice.name, choice.code, choice.note)
        for key, choice in zip(LETTERS, choices, strict=False)
    ]
