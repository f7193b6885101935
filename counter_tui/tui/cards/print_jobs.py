"""The cards of Cetakan: why a print job is given up, and which other printer it goes to."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.choices import Choice
from counter_tui.language import _
from counter_tui.tui.cards.keys import by_digit
from counter_tui.tui.cards.long_list import LongCard
from counter_tui.tui.ink import BLANK, say


class DiscardCard(LongCard[str]):
    """Gives the reason code for which a print job is given up (dibuang)."""

    def __init__(self, what: str, reasons: Sequence[Choice]) -> None:
        super().__init__(
            title=_("Buang {what}").format(what=what),
            aside=_("mengapa?"),
            options=by_digit(reasons),
            does=_("Buang"),
        )


class MoveCard(LongCard[str]):
    """Gives the name of the printer that shall print a job; says so where it may be on paper already."""

    def __init__(self, what: str, printers: Sequence[Choice], *, doubtful_copy: int | None = None) -> None:
        super().__init__(
            title=_("Pindahkan {what}").format(what=what),
            aside=_("ke printer mana?"),
            options=by_digit(printers),
            does=_("Pindahkan") if doubtful_copy is None else _("Cetak salinan di sana"),
        )
        self._copy = doubtful_copy

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the printers, and the warning that a doubtful paper comes out as a copy."""
        lines = super().body_lines(width)
        if self._copy is None or not width:
            return lines
        warning = _("Mungkin sudah keluar di printer lama. Di printer lain ia bertanda SALINAN {number}.")
        return [*lines, BLANK, *say((warning.format(number=self._copy), "bold $warning")).wrap(width)]
