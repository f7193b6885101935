"""What an import would take, before it is taken."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.imported import ImportResult
from counter_tui.language import _
from counter_tui.tui.ink import BLANK, quiet, say
from counter_tui.tui.widgets.card import Card

SHOWN = 8


class ImportCard(Card[bool]):
    """Counts the rows and names refused and doubtful ones by line and field, never by what stands in them."""

    DEFAULT_CSS = """
    ImportCard > #card { width: 74; }
    """

    def __init__(self, name: str, result: ImportResult) -> None:
        super().__init__(title=_("Impor {name}").format(name=name), does=_("Ambil yang baik"))
        self._result = result

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the counts and the first refused rows."""
        result = self._result
        counts = _("{accepted} baru, {updated} berubah, {unchanged} tetap, {rejected} ditolak").format(
            accepted=result.accepted,
            updated=result.updated,
            unchanged=result.unchanged,
            rejected=len(result.rejected),
        )
        lines = [say(counts), BLANK]
        issues = [("■ ", "$error", issue) for issue in result.rejected]
        issues += [("▲ ", "$warning", issue) for issue in result.warnings]
        for mark, style, issue in issues[:SHOWN]:
            where = _("baris {line}, {field}").format(line=issue.line, field=issue.field)
            lines.append(say((mark, style), where, "  ", quiet(issue.reason)).truncate(width, ellipsis=True))
        if len(issues) > SHOWN:
            lines.append(quiet(_("dan {number} lagi").format(number=len(issues) - SHOWN)))
        return lines

    def decide(self) -> bool:
        """Say yes."""
        return True
