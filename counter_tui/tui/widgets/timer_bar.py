"""The time of the person being served against the standard of the service."""

from textual.content import Content

from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import STRONG, quiet, say

BAR = 20
SOON_MS = 120_000


def timer_line(started_at: int | None, standard_minutes: int, now: int) -> Content:
    """Return `02:12 ━━━───── standar 15 menit`, then `▲ 2 menit lagi`, then `■ lewat 3 menit`."""
    if started_at is None:
        return quiet(_("standar {number} menit").format(number=standard_minutes))
    gone = max(0, now - started_at)
    clock = (times.stopwatch(gone), STRONG)
    if standard_minutes <= 0:
        return say(clock)
    left = standard_minutes * 60_000 - gone
    style, word = _word(left, standard_minutes)
    filled = min(BAR, max(0, round(BAR * gone / (standard_minutes * 60_000))))
    return say(clock, " ", ("━" * filled, style), ("─" * (BAR - filled), "$rule"), " ", word)


def _word(left: int, standard_minutes: int) -> tuple[str, Content]:
    if left <= 0:
        over = _("■ lewat {number} menit").format(number=-left // 60_000)
        return "$error", Content.styled(over, "bold $error")
    if left <= SOON_MS and standard_minutes > 2:
        soon = _("▲ {number} menit lagi").format(number=-(-left // 60_000))
        return "$warning", Content.styled(soon, "bold $warning")
    return "$success", quiet(_("standar {number} menit").format(number=standard_minutes))
