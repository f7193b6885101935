"""The new-number card (nomor baru): a service by its letter, a priority group by its digit (SCREENS §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.reception import ServiceChoice
from counter_tui.language import _
from counter_tui.tui.cards.keys import by_digit
from counter_tui.tui.cards.two_columns import TwoColumnCard
from counter_tui.tui.ink import BLANK, key
from counter_tui.tui.widgets.card import Option


@dataclass(frozen=True, slots=True)
class NewNumber:
    """What to issue; `named` asks for the applicant before the number is issued."""

    service: str
    priority: str | None
    named: bool = False


class NewNumberCard(TwoColumnCard[NewNumber]):
    """`n a 1 enter`: the last service is chosen already, no group is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "name_first", id="card.name_first")]

    def __init__(
        self, services: Sequence[ServiceChoice], groups: Sequence[Choice], *, aside: str = ""
    ) -> None:
        super().__init__(
            title=_("Nomor baru"),
            aside=aside,
            does=_("Terbitkan dan cetak"),
            heads=(_("Layanan"), _("Kelompok rentan")),
        )
        self.left = [Option(one.letter, one.name, one.service) for one in services]
        self.right = by_digit(groups)
        self.chosen = next((place for place, one in enumerate(services) if one.last), 0)

    def body_lines(self, width: int) -> Sequence[Content]:
        """Add the way to the applicant's name."""
        return [*super().body_lines(width), BLANK, key("tab", _("Isi nama dulu"))]

    def decide(self) -> NewNumber:
        """Return the service and group."""
        return NewNumber(self.left_value, self.right_value)

    def action_name_first(self) -> None:
        """Close, to ask for the applicant before the number is issued."""
        self._close(NewNumber(self.left_value, self.right_value, named=True))
