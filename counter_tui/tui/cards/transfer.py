"""The transfer card (pindah): stages, counters, the supervisor, and other services behind one line."""

from collections.abc import Sequence

from counter_tui.desk.views.choices import TransferChoice
from counter_tui.language import _
from counter_tui.tui.cards.keys import ALL
from counter_tui.tui.cards.long_list import LongCard
from counter_tui.tui.widgets.card import Option

SERVICES = "services"
"""The line that opens the other services; no destination bears this code."""


class TransferCard(LongCard[str]):
    """Gives the code of the destination."""

    def __init__(self, number: str, choices: Sequence[TransferChoice], *, aside: str = "") -> None:
        self._services = [choice for choice in choices if choice.code.startswith("service:")]
        near = [choice for choice in choices if choice not in self._services]
        options = _options(near)
        if self._services:
            options.append(Option(ALL[len(options)], _("Layanan lain…"), SERVICES))
        super().__init__(
            title=_("Pindahkan {number}").format(number=number),
            aside=aside,
            options=options,
            does=_("Pindahkan"),
        )

    def decide(self) -> str | None:
        """Return the destination, or show the other services and stay open."""
        code = self.options[self.chosen].value
        if code != SERVICES:
            return code
        self.options = tuple(_options(self._services))
        self.choose(0)
        return None


def _options(choices: Sequence[TransferChoice]) -> list[Option[str]]:
    return [
        Option(key, choice.name, choice.code, _aside(choice))
        for key, choice in zip(ALL, choices, strict=False)
    ]


def _aside(choice: TransferChoice) -> str:
    if choice.waiting is None:
        return choice.note
    return _("{number} menunggu").format(number=choice.waiting)
