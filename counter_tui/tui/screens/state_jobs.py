"""Cetakan: the printers, the jobs that wait for somebody and those that are done, and what their keys do."""

from collections.abc import Sequence

from textual.content import Content

from counter_tui.desk.views.state import JobRow, PrinterView, StateView
from counter_tui.language import _
from counter_tui.tui.bindings import Verb
from counter_tui.tui.ink import BLANK, QUIET, fit, key, quiet, say
from counter_tui.tui.screens import state_job_rows
from counter_tui.tui.widgets.row_list import RowList

AROUND = 8
"""Rows of the tab that are not the list."""
LEAST_ROWS = 3
_ORDER = {"unconfirmed": 0, "failed": 1, "sending": 2, "queued": 2}


class JobsTab:
    """The list of print jobs, its cursor, and the printers above it."""

    def __init__(self) -> None:
        self.rows: RowList[JobRow] = RowList(lambda row: row.id)
        self.printers: Sequence[PrinterView] = ()

    @property
    def current(self) -> JobRow | None:
        """The job under the cursor."""
        return self.rows.current

    def show(self, view: StateView) -> None:
        """Take new jobs: unsure ones, then failed and waiting ones in their order, then the newest done."""
        self.rows.show(sorted(view.jobs, key=gravest_first))
        self.printers = view.printers or (view.printer,)

    def others(self, job: JobRow) -> list[PrinterView]:
        """Return the printers that a job may be moved to."""
        return [one for one in self.printers if one.name and one.name != job.printer]

    def verbs(self) -> list[Verb]:
        """Return the keys of the job under the cursor."""
        job = self.current
        if job is None:
            return []
        move = [Verb("transfer", _("Pindah"), _("Ke printer lain"))] if self.others(job) else []
        give_up = Verb("outcome", _("Buang"))
        match job.state:
            case "unconfirmed":
                came_out = Verb("enter", _("Ya, keluar"), _("Ya, sudah keluar"))
                return [came_out, Verb("slip", _("Cetak lagi")), *move, give_up]
            case "queued":
                return [*move, give_up]
            case "failed" if job.open:
                return [Verb("slip", _("Cetak lagi")), *move, give_up]
            case "confirmed" | "sent":
                return [Verb("slip", _("Cetak salinan"))]
        return []

    def lines(self, width: int, height: int, *, zone: str) -> list[Content]:
        """Return the tab: printers, list, and the question on the job under the cursor."""
        head = self._head(width)
        if not self.rows.rows:
            return [*head, BLANK, quiet(_("Semua sudah tercetak."))]
        tail = self._question(width)
        room = max(LEAST_ROWS, height - len(head) - len(tail) - 3)
        columns = state_job_rows.columns(self.rows.rows)
        several = len(self.printers) > 1

        def paint(job: JobRow, inner: int) -> Content:
            return state_job_rows.line(job, self._printer_of(job), inner, columns, zone=zone, several=several)

        titles = state_job_rows.titles(columns)
        return [*head, BLANK, titles, *self.rows.lines(width, room, paint), BLANK, *tail]

    def _head(self, width: int) -> list[Content]:
        lines = [state_job_rows.printer(one, several=len(self.printers) > 1) for one in self.printers]
        worst = self._printer_of(self.current) if self.current is not None else self.printers[0]
        if not worst.sentence:
            worst = next((one for one in self.printers if one.sentence), worst)
        sentence = quiet(worst.sentence).wrap(max(1, width)) if worst.sentence else []
        return [*(fit(line, width) for line in lines), *sentence]

    def _printer_of(self, job: JobRow) -> PrinterView:
        return next((one for one in self.printers if one.name == job.printer), self.printers[0])

    def _question(self, width: int) -> list[Content]:
        job = self.current
        if job is None:
            return []
        if job.state == "failed" and job.open:
            sentence = _("Isinya tidak dapat dicetak. p mencetaknya lagi, o membuangnya.")
            return list(quiet(sentence).wrap(max(1, width)))
        if job.state != "unconfirmed":
            return []
        thing = f"{state_job_rows.document(job.document).lower()} {job.subject}".rstrip()
        question = _("Lihat mulut printer: apakah {thing} sudah keluar utuh?")
        before, _mark, after = question.partition("{thing}")
        mark = _("(bertanda SALINAN {number})").format(number=job.copy + 1)
        answers = say(
            key("enter", _("Ya, sudah keluar")), "     ", key("p", _("Belum, cetak lagi")), " ", (mark, QUIET)
        )
        return [*say(before, (thing, "bold"), after).wrap(max(1, width)), fit(answers, width)]


def gravest_first(job: JobRow) -> tuple[int, int]:
    """Order jobs: unsure, failed, waiting ones in their order, then done ones, the newest first."""
    decided = job.state == "failed" and not job.open
    place = 9 if decided else _ORDER.get(job.state, 9)
    return (place, job.at if place < 9 else -job.at)
