"""A card of labelled inputs, for what must be written down about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from counter_tui.language import _
from counter_tui.tui.cards.input_card import InputCard
from counter_tui.tui.cards.text_input import TextInput
from counter_tui.tui.ink import BLANK, quiet

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its key, its label, what it begins with, and a hint while it is empty."""

    key: str
    label: str
    value: str = ""
    hint: str = ""


class FieldsCard(InputCard[R], Generic[R]):
    """`enter` goes on to the next line and, on the last one, does it."""

    DEFAULT_CSS = """
    FieldsCard > #card { width: 66; }
    FieldsCard .field { height: 1; margin-bottom: 1; }
    FieldsCard .field Label { width: 18; color: $quiet; }
    FieldsCard .field TextInput { width: 1fr; }
    """

    def __init__(
        self, *, title: str, aside: str = "", sentence: str = "", does: str, fields: Sequence[Field]
    ) -> None:
        super().__init__(title=title, aside=aside, does=does)
        self._fields = tuple(fields)
        self._sentence = sentence

    def compose_inputs(self) -> ComposeResult:
        """Lay out one row for each field."""
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Label(field.label, markup=False)
                yield TextInput(id=field.key, hint=field.hint, value=field.value)

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return what the fields are for."""
        return [*quiet(self._sentence).wrap(max(1, width)), BLANK] if self._sentence else []

    async def on_mount(self) -> None:
        """Begin in the first field."""
        await super().on_mount()
        self._inputs[0].focus()

    @property
    def _inputs(self) -> list[Input]:
        return list(self.query(Input))

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields by their keys, without blanks around it."""
        return {field.id or "": field.value.strip() for field in self._inputs}

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field, or do it after the last."""
        event.stop()
        inputs = self._inputs
        place = inputs.index(event.input)
        if place + 1 < len(inputs):
            inputs[place + 1].focus()
        else:
            self.action_do()

    def action_move(self, by: int) -> None:
        """Go to another field."""
        inputs = self._inputs
        here = next((place for place, one in enumerate(inputs) if one.has_focus), 0)
        inputs[(here + by) % len(inputs)].focus()

    def take_key(self, event: events.Key) -> bool:  # noqa: ARG002 - letters belong to the fields
        """Take no key: everything printable is text."""
        return False

    def refuse_at(self, key: str, sentence: str) -> None:
        """Say what is wrong with one field and go there."""
        self.query_one(f"#{key}", Input).focus()
        self.refuse(sentence)


def required(value: str, label: str) -> str:
    """Return why a value is refused, or nothing when it stands."""
    return "" if value else _("{label} belum diisi. Belum ada yang dicatat.").format(label=label)
