"""The card of other outcomes (hasil lain): what by digit, why by letter, never without a reason."""

from collections.abc import Sequence

from counter_tui.desk.views.choices import Choice, OutcomeChoice
from counter_tui.language import _
from counter_tui.tui.cards.keys import by_digit, by_letter
from counter_tui.tui.cards.two_columns import TwoColumnCard

Outcome = tuple[str, str]
"""The outcome and the reason, as codes."""


class OutcomeCard(TwoColumnCard[Outcome]):
    """The reasons on the right belong to the outcome under the cursor."""

    def __init__(self, number: str, outcomes: Sequence[OutcomeChoice], *, aside: str = "") -> None:
        super().__init__(
            title=_("Hasil lain untuk {number}").format(number=number),
            aside=aside,
            does=_("Catat"),
            heads=(_("Hasil"), _("Alasan")),
        )
        self._outcomes = tuple(outcomes)
        self.left = by_digit([Choice(one.outcome, one.name) for one in outcomes])
        self.right = by_letter(self._outcomes[0].reasons)

    def choose(self, place: int) -> None:
        """Show the reasons of another outcome; a reason must be chosen anew."""
        if place != self.chosen:
            self.right_chosen = None
        self.right = by_letter(self._outcomes[place].reasons)
        super().choose(place)

    def decide(self) -> Outcome | None:
        """Return outcome and reason; asks for the reason where none is chosen."""
        if self.right_value is None:
            self.refuse(_("Pilih alasannya dengan huruf. Belum ada yang dicatat."))
            return None
        return self.left_value, self.right_value
