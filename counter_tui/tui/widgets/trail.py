"""Row 22: the last action and its undo, a notice, or a problem that grows upward to three rows."""

import re
from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.trail import TrailView
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import KEY, QUIET, fit, key, say, spread
from counter_tui.tui.widgets.canvas import Canvas

FRESH_MS = 4_000
NOTICE_MS = 12_000
MOST_ROWS = 3
UNDONE = "↶"
"""Begins what the desk says of a step that was taken back; no moment and no undo stand beside it."""
KEYS_IN_WORDS = re.compile(r"(?<![\w.])(0|esc|enter|spasi|space|ctrl\+p|\?)(?= [a-z])")


class Trail(Canvas):
    """The trail is the toast: tinted four seconds, then quiet; `u urungkan 2:48` counts down beside it.

    A notice (a refusal, an answer to a key) stands in its place until the next action, `esc`, or twelve
    seconds. A problem stays until it is solved or `esc`.
    """

    DEFAULT_CSS = """
    Trail.-fresh { background: $fresh; }
    Trail.-problem { background: $problem; }
    """

    def __init__(self) -> None:
        super().__init__(id="trail")
        self._action: TrailView | None = None
        self._notice = ""
        self._notice_at = 0
        self._problem = ""
        self._now = 0
        self._zone = "Asia/Jakarta"

    @property
    def problem(self) -> str:
        """The problem that stands here, or nothing."""
        return self._problem

    def show(self, action: TrailView | None, now: int, zone: str) -> None:
        """Show the last action; a new one takes the place of a notice."""
        if action != self._action:
            self._notice = ""
        self._action, self._zone = action, zone
        self.tick(now)

    def tick(self, now: int) -> None:
        """Count down to this moment (UTC milliseconds)."""
        self._now = now
        if self._notice and now - self._notice_at > NOTICE_MS:
            self._notice = ""
        self._settle()

    def say(self, sentence: str, now: int) -> None:
        """Answer in one sentence: why a key did nothing, or what it will do."""
        self._notice, self._notice_at, self._now = sentence, now, now
        self._settle()

    def warn(self, sentence: str) -> None:
        """Show a problem: what happened, what is safe, what to do; empty takes it away."""
        self._problem = sentence
        self._settle()

    def dismiss(self) -> bool:
        """Take away the notice or the problem (`esc`) and say whether there was one."""
        if self._notice:
            self._notice = ""
        elif self._problem:
            self._problem = ""
        else:
            return False
        self._settle()
        return True

    def _settle(self) -> None:
        fresh = self._action is not None and self._now - self._action.at < FRESH_MS
        self.set_class(bool(self._notice) or (fresh and not self._problem), "-fresh")
        self.set_class(bool(self._problem) and not self._notice, "-problem")
        rows = len(self.lines(self.size.width, MOST_ROWS)) if self.size.width else 1
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows
        self.repaint()

    def lines(self, width: int, height: int) -> Sequence[Content]:  # noqa: ARG002 - as high as its text
        """Return one to three rows."""
        if self._notice:
            return self._sentence(self._notice, "bold $warning", width)
        if self._problem:
            return self._sentence(self._problem, "bold $warning", width)
        if self._action is not None and self._action.text.startswith(UNDONE):
            return self._undone(self._action.text, width)
        return self._last_action(width)

    def _sentence(self, sentence: str, mark: str, width: int) -> list[Content]:
        head, dot, rest = sentence.partition(". ")
        text = say(("▲", mark), " ", (head + dot.strip(), "bold"), " " if rest else "", rest)
        rows = text.highlight_regex(KEYS_IN_WORDS, style=KEY).wrap(max(10, width - 2))
        if len(rows) > MOST_ROWS:
            rows = [*rows[: MOST_ROWS - 1], say(rows[MOST_ROWS - 1].rstrip(), " …")]
        return [say(" ", row) for row in rows]

    def _undone(self, text: str, width: int) -> list[Content]:
        words = say((UNDONE, "$warning"), (text.removeprefix(UNDONE), QUIET))
        return [say(" ", row) for row in words.wrap(max(10, width - 2))[:MOST_ROWS]]

    def _last_action(self, width: int) -> list[Content]:
        """Return the action beside its undo; what cannot be undone may need more than one row."""
        action = self._action
        if action is None:
            return [Content("")]
        at = times.clock_seconds(action.at, self._zone)
        if action.undo_until is None:
            told = say(("✓ ", "$success"), (f"{at}  {action.text}", QUIET))
            return [say(" ", row) for row in told.wrap(max(10, width - 2))[:MOST_ROWS]]
        left = say((" ✓ ", "$success"), (f"{at}  {action.text}", QUIET))
        if action.undo_until <= self._now:
            return [fit(left, width)]
        rest = times.countdown(action.undo_until - self._now)
        undo = say("  ", key("u", ""), (_("urungkan"), QUIET), (f"  {rest} ", QUIET))
        return [spread(left, undo, width)]
