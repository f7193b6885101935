"""Perlu diperiksa: where facts contradict each other, and the answer for what is under the cursor."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.checks import CheckAnswer, CheckRow
from counter_tui.language import _
from counter_tui.tui.bindings import Verb
from counter_tui.tui.ink import BLANK, QUIET, STRONG, fit, quiet, say, spread
from counter_tui.tui.screens import state_check_detail
from counter_tui.tui.widgets.row_list import RowList

SUBJECT = 7
LEAST_ROWS = 2
"""Rows of the list that stay in sight beside the longest detail."""


class ChecksTab:
    """The list, its cursor, and the answer that is chosen; choosing never commits (SCREENS §1.7)."""

    def __init__(self) -> None:
        self.rows: RowList[CheckRow] = RowList(lambda row: f"{row.stream} {row.flag} {row.subject}")
        self.chosen: CheckAnswer | None = None
        self._seen: CheckRow | None = None

    @property
    def current(self) -> CheckRow | None:
        """The contradiction under the cursor."""
        return self.rows.current

    def show(self, rows: Sequence[CheckRow]) -> None:
        """Take new rows; an answer stays chosen only while what it is about stays the same."""
        self.rows.show(rows)
        self._forget()

    def move(self, by: int) -> None:
        """Move the cursor."""
        self.rows.move(by)
        self._forget()

    def take_key(self, character: str | None) -> bool:
        """Choose by digit; a digit that is no answer here keeps its own meaning."""
        answers = self.current.answers if self.current is not None else ()
        found = next((answer for answer in answers if answer.key == character), None)
        if found is not None:
            self.chosen = found
        return found is not None

    def leave(self) -> bool:
        """Drop what was chosen, and say whether anything was."""
        chosen, self.chosen = self.chosen, None
        return chosen is not None

    def verbs(self) -> list[Verb]:
        """Return the keys of the row under the cursor."""
        row = self.current
        if row is None or not row.answers:
            return []
        keys = [answer.key for answer in row.answers]
        digits = f"{keys[0]}–{keys[-1]}" if row.paired else "/".join(keys)
        return [Verb("enter", _("Simpan putusan")), Verb("counter", _("Pilih"), keys=digits)]

    def refusal(self) -> str:
        """Return why `enter` decides nothing now; empty where it does."""
        row = self.current
        if row is None:
            return _("Tidak ada yang perlu diperiksa. Tidak ada yang berubah.")
        if not row.answers:
            return row.refusal
        if self.chosen is None:
            return _("Belum dipilih. Tekan angka di depan putusan; belum ada yang berubah.")
        return ""

    def lines(self, width: int, height: int, *, now: int, zone: str) -> list[Content]:
        """Return the tab: the list, and what is known of the row under the cursor."""
        row = self.current
        if row is None:
            return [quiet(_("Tidak ada yang perlu diperiksa."))]

        def paint(one: CheckRow, inner: int) -> Content:
            left = say(" ", fit(say((one.subject, STRONG)), SUBJECT), one.text)
            passed = (_("diteruskan") + "  ", QUIET) if one.passed_on is not None else ""
            when = (state_check_detail.clock(one.at, now, zone), QUIET)
            return spread(left, say(passed, when, " "), inner)

        detail = state_check_detail.lines(row, self.chosen, width, now=now, zone=zone)
        room = max(LEAST_ROWS, height - len(detail) - 1)
        return [*self.rows.lines(width, room, paint), BLANK, *detail]

    def _forget(self) -> None:
        if self.current != self._seen:
            self.chosen = None
        self._seen = self.current
