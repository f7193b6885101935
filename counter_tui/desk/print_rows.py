"""Cetakan: the print jobs of this machine and its printers, as rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.core.print_job import Job, JobState
from counter_tui.desk import reasons
from counter_tui.desk.views.state import JobRow, PrinterView
from counter_tui.language import _
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.desk.post import Post

SHOWN = 100
"""How many jobs are listed at least; those that wait for somebody are listed all."""
_GRAVITY = ("problem", "notice", "busy", "ready", "none")


def rows(post: "Post", printers: tuple[PrinterView, ...]) -> tuple[JobRow, ...]:
    """Return the print jobs, the newest first."""
    with post.store.read() as conn:
        jobs = queries.print_jobs(conn, SHOWN)
    return tuple(_row(job, printers) for job in jobs)


def gravest(printers: tuple[PrinterView, ...]) -> PrinterView:
    """Return the printer that the status line names; with several ones its sentence says which it is."""
    if not printers:
        return PrinterView("", "none", _("Tanpa printer"))
    worst = min(printers, key=lambda printer: _GRAVITY.index(printer.state))
    if len(printers) == 1 or not worst.sentence:
        return worst
    sentence = _("Printer {papers}: {sentence}").format(papers=worst.papers, sentence=worst.sentence)
    return replace(worst, sentence=sentence)


def papers(roles: Iterable[str]) -> str:
    """Return what a printer of these roles prints by itself: `nomor, resi`; one of none stands by."""
    names = {"ticket": _("nomor"), "slip": _("resi"), "report": _("laporan")}
    return ", ".join(names[role] for role in roles) or _("cadangan")


def place(job: Job, printers: tuple[PrinterView, ...]) -> str:
    """Return the name of the printer that a job waits for or went to; empty where there is none."""
    if job.state is not JobState.QUEUED:
        return job.printer
    if any(printer.name == job.target for printer in printers):
        return job.target
    return next((printer.name for printer in printers if job.role in printer.roles), "")


def _row(job: Job, printers: tuple[PrinterView, ...]) -> JobRow:
    note, _colon, reason = job.note.partition(":")
    return JobRow(
        id=job.id,
        at=job.at,
        document=job.document,
        subject=job.subject,
        copy=job.copy,
        state=str(job.state),
        note=note,
        printer=place(job, printers),
        open=job.open,
        reason=reasons.discard_names().get(reason, reason),
    )
