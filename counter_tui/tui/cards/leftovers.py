"""The card that asks about numbers which an earlier business day left open."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.day import LeftoverRow
from counter_tui.language import _
from counter_tui.tui.ink import BLANK, quiet, say
from counter_tui.tui.widgets.card import Card, Option

SHOWN = 6


class LeftoversCard(Card[str]):
    """Gives `cancel` or `leave`, as `Desk.open_day` takes them."""

    def __init__(self, rows: Sequence[LeftoverRow]) -> None:
        self._rows = tuple(rows)
        options = [
            Option("1", _("Batalkan semua, lalu buka hari baru"), "cancel"),
            Option("2", _("Biarkan terbuka, lalu buka hari baru"), "leave"),
        ]
        super().__init__(
            title=_("Buka hari layanan"),
            aside=_("{number} nomor lama masih terbuka").format(number=len(rows)),
            options=options,
            does=_("Buka hari"),
        )

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the first open numbers above the two answers."""
        lines = [
            say(row.number.ljust(9), quiet(f"{row.day}  {row.service_name}")) for row in self._rows[:SHOWN]
        ]
        if len(self._rows) > SHOWN:
            lines.append(quiet(_("dan {number} lagi").format(number=len(self._rows) - SHOWN)))
        return [*lines, BLANK, *super().body_lines(width)]
