"""The cells of one row, read with every fault collected, so that a row is mended in one go."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from counter_tui.desk.importing.table import Row
from counter_tui.desk.views.imported import ImportIssue
from counter_tui.language import _


class Cells:
    """Reads fields; `headers` says under which header a field stands where it is not its own name.

    No issue echoes a value: the file holds people, the report must not.
    """

    def __init__(self, row: Row, headers: Mapping[str, str] | None = None) -> None:
        self.row = row
        self.faults: list[ImportIssue] = []
        self.doubts: list[ImportIssue] = []
        self._headers = headers or {}

    def fault(self, field: str, reason: str) -> str:
        """Refuse the row because of a field; the empty text stands for what cannot be read."""
        self.faults.append(ImportIssue(self.row.line, self.header(field), reason))
        return ""

    def doubt(self, field: str, reason: str) -> None:
        """Warn of a field that does not refuse the row."""
        self.doubts.append(ImportIssue(self.row.line, self.header(field), reason))

    def header(self, field: str) -> str:
        """Return what the file calls a field."""
        return self._headers.get(field, field)

    def raw(self, field: str) -> str:
        """Return a cell as it stands there; empty where the file has no such column."""
        return self.row.cells.get(self.header(field), "")

    def numeric(self, field: str) -> bool:
        """Return whether a spreadsheet kept the cell as a number, so that digits may have been lost."""
        return self.header(field) in self.row.numeric

    def text(self, field: str) -> str:
        """Return a cell's text; signs that no keyboard writes are a fault."""
        value = self.raw(field)
        if any(ord(sign) < 32 or sign == "\ufffd" for sign in value):
            return self.fault(field, _("berisi tanda yang tidak terbaca"))
        return value

    def needed(self, field: str) -> str:
        """Return a cell's text; an empty one is a fault."""
        return self.text(field) or self.fault(field, _("kosong"))

    def one_of(self, field: str, known: Mapping[str, Any] | frozenset[str]) -> str:
        """Return a cell that must be one of these, in small letters."""
        value = self.needed(field).lower()
        if value and value not in known:
            return self.fault(field, _("tidak dikenal"))
        return value

    def day(self, field: str) -> date | None:
        """Return a cell that must be an ISO date."""
        return self._date(field, self.needed(field))

    def day_if_any(self, field: str) -> date | None:
        """Return a cell's ISO date; None where the cell is empty."""
        return self._date(field, self.text(field))

    def _date(self, field: str, value: str) -> date | None:
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fault(field, _("bukan tanggal TTTT-BB-HH"))
            return None
