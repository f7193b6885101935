"""How a printer is: a condition, a word for the status line and a sentence that helps (SCREENS §13)."""

from dataclasses import dataclass

from counter_tui.core.print_job import Job
from counter_tui.language import _, ngettext
from counter_tui.printing.condition import Condition
from counter_tui.printing.condition_words import words
from counter_tui.printing.names import place_of


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the status line and Keadaan show of a printer; `first` is the oldest job concerned."""

    name: str
    condition: Condition
    waiting: int = 0
    """How many jobs are still queued."""
    first: Job | None = None

    @property
    def word(self) -> str:
        """A word or two for the status line."""
        return words(self.condition).word

    @property
    def sentence(self) -> str:
        """What happened, what is safe, what to do; empty when nobody needs to do anything."""
        if self.condition.calm:
            return ""
        return " ".join((self._what(), self._safe(), words(self.condition).remedy))

    def _what(self) -> str:
        if self.condition is Condition.UNCERTAIN:
            return _("Belum pasti apakah {paper} sudah keluar.").format(paper=self._paper())
        return words(self.condition).happened.format(name=place_of(self.name))

    def _safe(self) -> str:
        if self.condition is Condition.UNCERTAIN:
            return _("Datanya aman.")
        if not self.waiting or self.condition.prints:
            return _("Antrean tetap jalan.")
        if self.waiting == 1 and self.first is not None:
            kept = _("{paper} tersimpan, belum tercetak; antrean tetap jalan.").format(paper=self._paper())
            return kept[0].upper() + kept[1:]
        text = ngettext("{count} cetakan tersimpan.", "{count} cetakan tersimpan.", self.waiting)
        return text.format(count=self.waiting)

    def _paper(self) -> str:
        if self.first is None:
            return _("cetakan")
        return f"{document_name(self.first.document)} {self.first.subject}".rstrip()


def document_name(document: str) -> str:
    """Return a document kind in a word, as it stands within a sentence."""
    from counter_tui.printing.documents import kinds  # every paper's layout, which no first frame needs

    names = {"ticket": _("nomor"), "slip": _("resi"), "self_test": _("lembar uji")}
    return names.get(document) or kinds.name(document).lower()
