"""*Perlu diperiksa* as `do` runs it."""

from typing import TYPE_CHECKING

from counter_tui.core.refusal import Refused
from counter_tui.desk.headless import answers
from counter_tui.desk.headless.answers import Json
from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.desk import Desk
    from counter_tui.desk.headless.actions import Wish


def listed(desk: "Desk") -> Json:
    """Return what waits for a look, the newest first; names are masked as on the screen."""
    return {"checks": [answers.plain(row) for row in desk.state_view().checks]}


def decide(desk: "Desk", wish: "Wish") -> Json:
    """Settle what waits under a number; of several the newest, or the one that bears the named flag."""
    wanted = wish.text.strip().casefold()
    rows = [row for row in desk.state_view().checks if row.subject.casefold() == wanted]
    row = next((row for row in rows if wish.flag in ("", row.flag)), None)
    if row is None:
        raise Refused(
            _("{number} tidak ada di Perlu diperiksa. Tidak ada yang berubah.").format(number=wish.text),
            code="not_listed",
        )
    desk.decide_check(row, wish.verdict)
    return listed(desk)
