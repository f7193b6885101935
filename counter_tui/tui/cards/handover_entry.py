"""One line of the register (buku penyerahan) in full."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.handovers import BookRow
from counter_tui.language import _
from counter_tui.tui import times
from counter_tui.tui.ink import QUIET, key, right, say
from counter_tui.tui.widgets.card import Card

LABEL = 17


class EntryCard(Card[bool]):
    """Shows owner, collector and ID reference; gives True when the receipt is now signed."""

    DEFAULT_CSS = """
    EntryCard > #card { width: 72; }
    """

    def __init__(self, entry: BookRow, zone: str) -> None:
        super().__init__(
            title=_("Buku penyerahan {number}").format(number=entry.number),
            does=_("Ditandatangani"),
            leaves=_("Tutup"),
        )
        self._entry = entry
        self._zone = zone

    def body_lines(self, width: int) -> Sequence[Content]:
        """Return the facts, one a row; what is unknown is left out."""
        entry = self._entry
        when = f"{times.long_date(entry.at, self._zone)} {times.clock_seconds(entry.at, self._zone)}"
        facts = [
            (_("Diserahkan"), when),
            (_("Layanan"), entry.service_name),
            (_("Pemilik"), entry.owner),
            (_("Diambil oleh"), entry.kind_name),
            (_("Instansi"), entry.institution),
            (_("Nama"), entry.collector),
            (_("Hubungan"), entry.relation),
            (_("Nomor identitas"), entry.id_reference),
            (_("Petugas"), ", ".join(part for part in (entry.officer, entry.counter) if part)),
            (_("Tanda tangan"), _("sudah") if entry.signed else _("belum")),
        ]
        rows = [say((label.ljust(LABEL), QUIET), value) for label, value in facts if value]
        flags = [say(("◆ ", "$warning"), flag) for flag in entry.flags]
        return [line for row in (*rows, *flags) for line in row.wrap(max(1, width))]

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Return the card; a signed entry has nothing left to do."""
        lines = list(super().lines(width, height))
        if self._entry.signed:
            lines[-1] = right(key("esc", self.leaves), width)
        return lines

    def decide(self) -> bool | None:
        """Sign where it is unsigned; else only close."""
        if self._entry.signed:
            self.action_leave()
            return None
        return True
