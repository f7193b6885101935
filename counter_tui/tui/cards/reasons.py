"""The small choosers: why a number is held, which held number comes back, why something is printed again."""

from collections.abc import Sequence

from counter_tui.desk.views.choices import Choice
from counter_tui.desk.views.counter import HeldRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.cards.keys import ALL, by_digit
from counter_tui.tui.cards.long_list import LongCard
from counter_tui.tui.widgets.card import Option


class HoldCard(LongCard[str]):
    """Gives the reason code for which a number is set aside (ditahan)."""

    def __init__(self, number: str, reasons: Sequence[Choice]) -> None:
        super().__init__(
            title=_("Tahan {number}").format(number=number),
            aside=_("mengapa?"),
            options=by_digit(reasons),
            does=_("Tahan"),
        )


class HeldCard(LongCard[str]):
    """Gives the id of the held number that comes back."""

    def __init__(self, held: Sequence[HeldRow], now: int) -> None:
        options = [
            Option(key, row.number, row.id, _held_note(row, now)) for key, row in zip(ALL, held, strict=False)
        ]
        super().__init__(title=_("Ambil yang ditahan"), options=options, does=_("Ambil kembali"))


class CopyCard(LongCard[str]):
    """Gives the reason code for which a slip or a number is printed again (salinan)."""

    def __init__(self, what: str, reasons: Sequence[Choice], copy: int | None = None) -> None:
        mark = _("SALINAN") if copy is None else _("SALINAN {number}").format(number=copy)
        super().__init__(
            title=_("Cetak lagi {what}").format(what=what),
            aside=_("bertanda {mark}").format(mark=mark),
            options=by_digit(reasons),
            does=_("Cetak salinan"),
        )


def _held_note(row: HeldRow, now: int) -> str:
    return _("{number} mnt, {reason}").format(number=times.minutes(now - row.since), reason=row.reason)
