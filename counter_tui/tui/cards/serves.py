"""The card that chooses what this counter serves."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from counter_tui.desk.views.counter import ServeChoice
from counter_tui.language import _
from counter_tui.tui.cards.keys import ALL
from counter_tui.tui.cards.long_list import LongCard
from counter_tui.tui.ink import KEY, STRONG, say
from counter_tui.tui.widgets.card import Option
from counter_tui.tui.widgets.marks import CURSOR, DONE

Serve = tuple[str, int]


class ServesCard(LongCard[tuple[Serve, ...]]):
    """A line's key, or `space` on the cursor, ticks it; `enter` keeps what is ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", id="card.tick")]

    def __init__(self, choices: Sequence[ServeChoice]) -> None:
        self._choices = tuple(choices)
        self.ticked = {place for place, choice in enumerate(choices) if choice.served}
        options: list[Option[tuple[Serve, ...]]] = [
            Option(key, choice.name, ((choice.service, choice.visit),))
            for key, choice in zip(ALL, choices, strict=False)
        ]
        super().__init__(
            title=_("Yang dilayani loket ini"),
            aside=_("spasi menandai"),
            options=options,
            does=_("Simpan"),
        )

    def option_line(self, place: int, width: int) -> Content:  # noqa: ARG002 - cut by the card
        """Return one line with its tick."""
        option, here = self.options[place], place == self.chosen
        tick = (DONE, "$success") if place in self.ticked else ("○", "$quiet")
        label = (option.label, STRONG if here else "$foreground")
        return say((f"{CURSOR} ", KEY) if here else "  ", (option.key, KEY), " ", tick, " ", label)

    def take_key(self, event: events.Key) -> bool:
        """Tick a line by its key."""
        taken = super().take_key(event)
        if taken:
            self.action_tick()
        return taken

    def action_tick(self) -> None:
        """Tick the line under the cursor, or take its tick away."""
        self.ticked ^= {self.chosen}
        self.refusal = ""
        self.repaint()

    def decide(self) -> tuple[Serve, ...] | None:
        """Return what is ticked; a counter that serves nothing is closed instead."""
        if not self.ticked:
            self.refuse(_("Tandai sedikitnya satu. Loket yang tidak melayani apa pun ditutup saja."))
            return None
        chosen = [self._choices[place] for place in sorted(self.ticked)]
        return tuple((choice.service, choice.visit) for choice in chosen)
