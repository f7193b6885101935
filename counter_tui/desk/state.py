"""Keadaan: how paper, line and store are, and what a supervisor must look at."""

from typing import TYPE_CHECKING

from counter_tui.core.names import mask
from counter_tui.desk import checks
from counter_tui.desk.hand import counter_text
from counter_tui.desk.views.state import JobRow, PrinterView, StateView, StatusView, SyncView
from counter_tui.language import _, decimal
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.print_job import Job
    from counter_tui.desk.post import Post

JOBS = 100


def view(post: "Post", printer: PrinterView, line: SyncView) -> StateView:
    """Return the Keadaan screen; `printer` and `line` come from their own threads."""
    with post.store.read() as conn:
        jobs = queries.print_jobs(conn, JOBS)
    return StateView(
        sync=line,
        printer=printer,
        jobs=tuple(_job(job) for job in jobs),
        checks=checks.rows(post),
        store=_machine(post),
        trail=post.trail,
    )


def status(post: "Post", printer: PrinterView, line: SyncView) -> StatusView:
    """Return the status line: masked while locked, with the count of what must be checked."""
    identity = post.identity
    name = post.officer.name if post.officer is not None else ""
    return StatusView(
        officer=mask(name),
        officer_full=name,
        counter=counter_text(identity.counter),
        office_name=identity.office_name,
        printer=printer,
        sync=line,
        checks=post.checks(),
        now=post.now(),
        zone=identity.zone,
    )


def _job(job: "Job") -> JobRow:
    return JobRow(
        id=job.id,
        at=job.at,
        document=job.document,
        subject=job.subject,
        copy=job.copy,
        state=str(job.state),
        note=job.note,
    )


def _machine(post: "Post") -> tuple[tuple[str, str], ...]:
    path = post.store.path
    size = path.stat().st_size / 1_048_576
    return (
        (_("Data"), str(path)),
        (_("Ukuran"), f"{decimal(size)} MB"),
        (_("Zona waktu"), post.identity.zone),
        (_("Perangkat"), post.identity.device),
    )
